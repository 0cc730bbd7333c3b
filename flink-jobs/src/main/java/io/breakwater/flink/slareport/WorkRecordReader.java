package io.breakwater.flink.slareport;

import com.fasterxml.jackson.core.JacksonException;
import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.DeadLetters;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.RawHeaders;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.scoring.KafkaHeaders;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads records of topic {@code work}, in the source, because event time is in the payload and
 * Flink keeps one watermark per partition only there. What is no work record becomes a dead letter.
 */
final class WorkRecordReader implements KafkaRecordDeserializationSchema<WorkInput> {
  private static final long serialVersionUID = 1L;

  static final String CODE = "not-a-work-record";

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<WorkInput> out) {
    out.collect(read(record));
  }

  static WorkInput read(ConsumerRecord<byte[], byte[]> record) {
    RawHeaders headers = KafkaHeaders.of(record.headers());
    Origin origin =
        new Origin(
            record.topic(),
            record.partition(),
            record.offset(),
            Instant.ofEpochMilli(record.timestamp()));
    TraceContext trace =
        TraceContext.parse(headers.value(TraceContext.HEADER))
            .orElseGet(
                () -> TraceContext.mint(record.topic(), record.partition(), record.offset()));
    String problem;
    try {
      WorkRecord work =
          record.value() == null ? null : Json.mapper().readValue(record.value(), WorkRecord.class);
      problem = problem(work);
      if (problem == null) {
        return new WorkInput(work, null, trace, origin);
      }
    } catch (JacksonException e) {
      problem = e.getOriginalMessage();
    } catch (IOException e) {
      problem = e.getMessage();
    }
    return refused(problem, trace, origin, record.value(), headers);
  }

  /** The dead letter of a record that was read, but cannot be taken in. */
  static DeadLetter refused(WorkInput input, RuntimeException why) {
    return refused(
            why.toString(),
            input.trace(),
            input.origin(),
            Json.bytes(input.work()),
            RawHeaders.NONE)
        .deadLetter();
  }

  private static WorkInput refused(
      String why, TraceContext trace, Origin origin, byte[] value, RawHeaders headers) {
    DeadLetter letter =
        DeadLetters.of(
            CODE,
            "The SLA report cannot use the record: "
                + why
                + ". Only the routing module writes this topic; see what else does.",
            null,
            origin,
            trace,
            value,
            headers);
    return new WorkInput(null, letter, trace, origin);
  }

  private static String problem(WorkRecord work) {
    if (work == null) {
      return "it has no value";
    }
    if (work.workItemId() == null) {
      return "work_item_id is missing";
    }
    if (work.sequence() < 1) {
      return "sequence is missing";
    }
    if (work.event() == null) {
      return "event is missing";
    }
    if (work.event().traceId() == null) {
      return "event.trace_id is missing";
    }
    Instant at = work.event().occurredAt();
    return at == null || at.isBefore(EARLIEST) || at.isAfter(LATEST)
        ? "event.occurred_at is " + at + ", which is no time of the years 1 to 9999"
        : null;
  }

  @Override
  public TypeInformation<WorkInput> getProducedType() {
    return JsonTypeInformation.of(WorkInput.class);
  }
}
