package io.breakwater.ingest.deadletter;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.platform.kafka.UnreadableRecord;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A dead letter as the table has it.
 *
 * @param id the place of the refused record; unique, and the same whenever the letter comes again
 * @param identity what the payload says of itself
 * @param payload the bytes of the refused record, or the first of them where it was too large
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredDeadLetter(String id, DeadLetter letter, PayloadIdentity identity, byte[] payload) {

  private static final String KINESIS = "kinesis:";
  private static final String SEQUENCE_NUMBER = "kinesis_sequence_number";
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * Reads a record of topic {@code dead-letters}. Never throws: what is no dead letter becomes one
   * of code {@code not-a-dead-letter}, whose record is itself.
   */
  static StoredDeadLetter of(ConsumerRecord<String, byte[]> record) {
    try {
      return of(Json.read(record.value(), DeadLetter.class));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      return unreadable(record);
    }
  }

  /** The record as a dead letter of its own. */
  static StoredDeadLetter unreadable(ConsumerRecord<String, byte[]> record) {
    return of(
        UnreadableRecord.letter(
            record,
            "not-a-dead-letter",
            "The record at %s/%d/%d is not a dead letter. Only Breakwater writes this topic."
                .formatted(record.topic(), record.partition(), record.offset())));
  }

  /** Whether the refused record came by the Kinesis gateway and never stood on a topic. */
  static boolean isOfKinesis(String topic) {
    return topic.startsWith(KINESIS);
  }

  private static StoredDeadLetter of(DeadLetter letter) {
    require(letter != null && letter.code() != null && letter.reason() != null);
    require(letter.origin() != null && letter.origin().topic() != null);
    require(letter.origin().ingestedAt() != null);
    require(letter.trace() != null && letter.payload() != null);
    require(TraceContext.parse(letter.trace().traceparent()).isPresent());
    byte[] payload =
        letter.base64()
            ? Base64.getDecoder().decode(letter.payload())
            : letter.payload().getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = withoutNulls(letter.headers());
    DeadLetter complete =
        new DeadLetter(
            letter.code(),
            letter.reason(),
            letter.field(),
            letter.origin(),
            letter.trace(),
            letter.payload(),
            letter.base64(),
            headers);
    return new StoredDeadLetter(
        id(letter.origin(), headers), complete, PayloadIdentity.of(payload, headers), payload);
  }

  private static String id(Origin origin, Map<String, String> headers) {
    return isOfKinesis(origin.topic())
        ? origin.topic() + "@" + headers.get(SEQUENCE_NUMBER)
        : origin.place();
  }

  private static Map<String, String> withoutNulls(Map<String, String> headers) {
    Map<String, String> kept = new HashMap<>();
    if (headers != null) {
      headers.forEach((name, value) -> kept.merge(name, value == null ? "" : value, (a, b) -> b));
    }
    return kept;
  }

  /** A producer may choose its record's timestamp; the database does not take every one. */
  Instant ingestedAt() {
    Instant at = letter.origin().ingestedAt();
    return at.isBefore(EARLIEST) ? EARLIEST : at.isAfter(LATEST) ? LATEST : at;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("not a dead letter");
    }
  }
}
