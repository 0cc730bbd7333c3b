package io.breakwater.routing.intake;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.json.Json;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.UnreadableRecord;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records that go no further: to the dead letters, with the reason, so that the others do. */
final class Poison {
  private static final Logger log = LoggerFactory.getLogger(Poison.class);

  private final Kafka kafka;
  private final String code;
  private final String expected;
  private final String writer;

  /**
   * Prepares it.
   *
   * @param code of the dead letters
   * @param expected what the topic holds, e.g. {@code an incident}
   * @param writer who alone writes the topic
   */
  Poison(Kafka kafka, String code, String expected, String writer) {
    this.kafka = kafka;
    this.code = code;
    this.expected = expected;
    this.writer = writer;
  }

  /** Completes when the broker has the dead letter. */
  CompletionStage<RecordMetadata> bury(ConsumerRecord<String, byte[]> record, Throwable cause) {
    return publish(record, letter(record, cause));
  }

  /**
   * What can be read, but its work item fails on it. Completes when the broker has the dead letter.
   *
   * @param why a sentence
   */
  CompletionStage<RecordMetadata> park(ConsumerRecord<String, byte[]> record, String why) {
    String reason =
        "The record at %s/%d/%d was left aside: %s"
            .formatted(record.topic(), record.partition(), record.offset(), why);
    return publish(record, UnreadableRecord.letter(record, "work-item-failed", reason));
  }

  private CompletionStage<RecordMetadata> publish(
      ConsumerRecord<String, byte[]> record, DeadLetter letter) {
    log.warn("trace_id={} {}", letter.trace().traceId(), letter.reason());
    return kafka
        .publisher()
        .publish(kafka.topics().deadLetters(), record.key(), Json.bytes(letter), letter.trace());
  }

  private DeadLetter letter(ConsumerRecord<String, byte[]> record, Throwable cause) {
    String reason =
        "The record at %s/%d/%d is not %s: %s. Only %s writes this topic."
            .formatted(
                record.topic(),
                record.partition(),
                record.offset(),
                expected,
                firstLine(cause),
                writer);
    return UnreadableRecord.letter(record, code, reason);
  }

  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
