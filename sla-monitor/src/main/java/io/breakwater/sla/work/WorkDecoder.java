package io.breakwater.sla.work;

import com.fasterxml.jackson.core.JacksonException;
import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.platform.kafka.UnreadableRecord;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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
    TraceContext trace = UnreadableRecord.trace(record);
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

  private static Decoded refused(
      ConsumerRecord<String, byte[]> record, TraceContext trace, String why) {
    return new Decoded(
        record,
        null,
        UnreadableRecord.letter(
            record,
            "not-a-work-record",
            "The record is not a work record: "
                + why
                + ". Only the routing module writes this topic; see what else does."),
        trace);
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
}
