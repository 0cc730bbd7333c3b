package io.breakwater.ingest;

import io.breakwater.domain.event.RawHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * One event as a producer sent it, in the form it has on topic {@code exceptions}: the bytes as
 * they came, and Kafka's names for the headers ({@code ce_…}, {@code content-type}, {@code
 * traceparent}).
 */
public final class RawEvent {
  private final byte[] value;
  private final Map<String, String> headers;

  /** Takes the bytes over: the caller must not change them afterwards. */
  public RawEvent(byte[] value, Map<String, String> headers) {
    this.value = value;
    this.headers = Map.copyOf(headers);
  }

  /** The bytes; not a copy. */
  public byte[] value() {
    return value;
  }

  /** The headers for the event reader. */
  public RawHeaders rawHeaders() {
    return RawHeaders.of(headers);
  }

  /** The headers for Kafka, with {@code traceparent} set to this. */
  public List<Header> kafkaHeaders(String traceparent) {
    List<Header> kafka = new ArrayList<>(headers.size() + 1);
    headers.forEach(
        (name, value) -> {
          if (!name.equals("traceparent")) {
            kafka.add(header(name, value));
          }
        });
    kafka.add(header("traceparent", traceparent));
    return kafka;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
