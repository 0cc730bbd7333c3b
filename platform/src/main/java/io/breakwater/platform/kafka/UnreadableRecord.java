package io.breakwater.platform.kafka;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.DeadLetters;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.RawHeaders;
import io.breakwater.domain.trace.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Dead letters of records on Breakwater's own topics that are not what the topic holds. */
public final class UnreadableRecord {
  private UnreadableRecord() {}

  /**
   * The dead letter of a record.
   *
   * @param code stable, in lower case with hyphens: people count on it
   * @param reason one sentence that says what is wrong, and one with the remedy
   */
  public static DeadLetter letter(
      ConsumerRecord<String, byte[]> record, String code, String reason) {
    Origin origin =
        new Origin(
            record.topic(),
            record.partition(),
            record.offset(),
            Instant.ofEpochMilli(record.timestamp()));
    return DeadLetters.of(
        code, reason, null, origin, trace(record), record.value(), RawHeaders.of(headers(record)));
  }

  /** The trace that the record's {@code traceparent} names, or one minted from its place. */
  public static TraceContext trace(ConsumerRecord<String, byte[]> record) {
    return TraceContext.parse(headers(record).get(TraceContext.HEADER))
        .orElseGet(() -> TraceContext.mint(record.topic(), record.partition(), record.offset()));
  }

  private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      headers.put(
          header.key(),
          header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }
}
