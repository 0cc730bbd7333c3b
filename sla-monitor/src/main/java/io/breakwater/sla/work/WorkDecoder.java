package io.breakwater.sla.work;

import com.fasterxml.jackson.core.JacksonException;
import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads records of topic {@code work}; what cannot be read becomes a dead letter. */
public final class WorkDecoder {
  private WorkDecoder() {}

  /** One Kafka record read: exactly one of {@code work} and {@code deadLetter} is not null. */
  public record Decoded(
      ConsumerRecord<String, byte[]> raw,
      WorkRecord work,
      DeadLetter deadLetter,
      TraceContext trace) {

    /** This record, refused because it cannot be taken in. */
    public Decoded refused(String why) {
      return WorkDecoder.refused(raw, trace, why);
    }
  }

  /** Reads one record; never throws because of its content. */
  public static Decoded decode(ConsumerRecord<String, byte[]> record) {
    TraceContext trace = trace(record);
    if (record.value() == null) {
      return refused(record, trace, "it has no value");
    }
    try {
      WorkRecord work = Json.mapper().readValue(record.value(), WorkRecord.class);
      String missing = missing(work);
      return missing == null
          ? new Decoded(record, work, null, trace)
          : refused(record, trace, missing + " is missing");
    } catch (JacksonException e) {
      return refused(record, trace, e.getOriginalMessage());
    } catch (IOException e) {
      return refused(record, trace, e.getMessage());
    }
  }

  private static DeadLetter deadLetter(
      ConsumerRecord<String, byte[]> record, TraceContext trace, String why) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    boolean text = isText(value);
    return new DeadLetter(
        "not-a-work-record",
        "The record is not a work record: "
            + why
            + ". Only the routing module writes this topic; see what else does.",
        null,
        new Origin(
            record.topic(),
            record.partition(),
            record.offset(),
            Instant.ofEpochMilli(record.timestamp())),
        trace,
        text
            ? new String(value, StandardCharsets.UTF_8)
            : Base64.getEncoder().encodeToString(value),
        !text,
        headers(record));
  }

  private static Decoded refused(
      ConsumerRecord<String, byte[]> record, TraceContext trace, String why) {
    return new Decoded(record, null, deadLetter(record, trace, why), trace);
  }

  private static String missing(WorkRecord work) {
    if (work == null || work.workItemId() == null) {
      return "work_item_id";
    }
    if (work.event() == null) {
      return "event";
    }
    if (work.event().occurredAt() == null) {
      return "event.occurred_at";
    }
    if (work.event().traceId() == null) {
      return "event.trace_id";
    }
    return work.sequence() < 1 ? "sequence" : null;
  }

  private static TraceContext trace(ConsumerRecord<String, byte[]> record) {
    Header header = record.headers().lastHeader(TraceContext.HEADER);
    return TraceContext.parse(
            header == null ? null : new String(header.value(), StandardCharsets.UTF_8))
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

  private static boolean isText(byte[] value) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
