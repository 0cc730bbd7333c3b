package io.breakwater.routing.intake;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.platform.kafka.Kafka;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records of {@code scored} that are not scored exceptions: to the dead letters, whole. */
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
    byte[] value = record.value() == null ? new byte[0] : record.value();
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    String text = text(value);
    return new DeadLetter(
        CODE,
        "The record at %s/%d/%d is not a scored exception: %s. Only ScoringJob writes this topic."
            .formatted(record.topic(), record.partition(), record.offset(), firstLine(cause)),
        null,
        new Origin(
            record.topic(),
            record.partition(),
            record.offset(),
            Instant.ofEpochMilli(record.timestamp())),
        TraceContext.parse(headers.get(TraceContext.HEADER))
            .orElseGet(
                () -> TraceContext.mint(record.topic(), record.partition(), record.offset())),
        text == null ? Base64.getEncoder().encodeToString(value) : text,
        text == null,
        headers);
  }

  private static String text(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
