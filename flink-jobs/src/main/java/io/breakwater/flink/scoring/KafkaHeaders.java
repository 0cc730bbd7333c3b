package io.breakwater.flink.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.domain.event.RawHeaders;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a Kafka record, decoded when asked for. */
public final class KafkaHeaders implements RawHeaders {

  private final Headers headers;

  private KafkaHeaders(Headers headers) {
    this.headers = headers;
  }

  /** Those of one record. */
  public static RawHeaders of(Headers headers) {
    return headers.iterator().hasNext() ? new KafkaHeaders(headers) : NONE;
  }

  @Override
  public String value(String name) {
    Header header = headers.lastHeader(name);
    if (header == null) {
      return null;
    }
    return header.value() == null ? "" : new String(header.value(), UTF_8);
  }

  @Override
  public Collection<String> names() {
    Set<String> names = new LinkedHashSet<>();
    headers.forEach(header -> names.add(header.key()));
    return names;
  }
}
