package io.breakwater.flink.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.domain.event.DeadLetters;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.RawHeaders;
import io.breakwater.domain.event.RejectionCode;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.flink.json.JsonTypeInformation;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Reads Kafka records of topic {@code scored}. It does so in the source, because event time is in
 * the payload.
 */
final class ScoredRecordReader implements KafkaRecordDeserializationSchema<ScoredRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ScoredRecord> out) {
    out.collect(read(record));
  }

  static ScoredRecord read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return refused(record, RejectionCode.EMPTY, "The record has no value.");
    }
    try {
      ScoredException scored = Json.read(record.value(), ScoredException.class);
      Objects.requireNonNull(scored, "scored exception");
      Objects.requireNonNull(scored.event(), "event");
      Objects.requireNonNull(scored.trace(), "trace");
      Objects.requireNonNull(scored.origin(), "origin");
      Objects.requireNonNull(scored.priority(), "priority");
      String eventId = scored.event().eventId();
      if (!eventId.equals(scored.eventId())) {
        return refused(
            record,
            RejectionCode.BAD_FIELD,
            "event_id is not that of the event, which is " + eventId + ".");
      }
      return new ScoredRecord(scored, null);
    } catch (UncheckedIOException e) {
      return refused(record, RejectionCode.NOT_JSON, "It is not the JSON of a scored exception.");
    } catch (NullPointerException e) {
      return refused(
          record,
          RejectionCode.MISSING_FIELD,
          "It is a scored exception without " + e.getMessage());
    }
  }

  private static ScoredRecord refused(
      ConsumerRecord<byte[], byte[]> record, RejectionCode code, String reason) {
    Header traceparent = record.headers().lastHeader(TraceContext.HEADER);
    TraceContext trace =
        TraceContext.parse(traceparent == null ? null : new String(traceparent.value(), UTF_8))
            .orElseGet(
                () -> TraceContext.mint(record.topic(), record.partition(), record.offset()));
    return new ScoredRecord(
        null,
        DeadLetters.of(
            code.code(),
            reason + " Only the scoring job writes this topic: find out who did.",
            null,
            new Origin(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp())),
            trace,
            record.value(),
            RawHeaders.NONE));
  }

  @Override
  public TypeInformation<ScoredRecord> getProducedType() {
    return JsonTypeInformation.of(ScoredRecord.class);
  }
}
