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

/** Records of {@code scored} that are not scored exceptions: to the dead letters. */
final class Poison {
  private static final Logger log = LoggerFactory.getLogger(Poison.class);
  private static final String CODE = "not-a-scored-exception";

  private final Kafka kafka;

  Poison(Kafka kafka) {
    this.kafka = kafka;
  }

  /** Completes when the broker has the dead letter. */
  CompletionStage<RecordMetadata> bury(ConsumerRecord<String, byte[]> record, Throwable cause) {
    DeadLetter letter = letter(record, cause);
    log.warn("trace_id={} {}", letter.trace().traceId(), letter.reason());
    return kafka
        .publisher()
        .publish(kafka.topics().deadLetters(), record.key(), Json.bytes(letter), letter.trace());
  }

  static DeadLetter letter(ConsumerRecord<String, byte[]> record, Throwable cause) {
    String reason =
        "The record at %s/%d/%d is not a scored exception: %s. Only ScoringJob writes this topic."
            .formatted(record.topic(), record.partition(), record.offset(), firstLine(cause));
    return UnreadableRecord.letter(record, CODE, reason);
  }

  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
