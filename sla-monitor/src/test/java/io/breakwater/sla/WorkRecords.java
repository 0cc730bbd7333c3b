package io.breakwater.sla;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.sla.work.WorkDecoder;
import io.breakwater.sla.work.WorkDecoder.Decoded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Work records of one exception, as the routing module writes them. */
public record WorkRecords(String exceptionId, String type) {
  private static final String DESK = "triage";

  public String workItemId() {
    return Identity.workItemId("core", exceptionId);
  }

  public String traceId() {
    return Identity.hash128("trace of", exceptionId);
  }

  public WorkRecord opened(long sequence, Instant at) {
    return opened(sequence, Kind.RAISED, at, WorkItemState.QUEUED);
  }

  public WorkRecord openedAsResolved(long sequence, Instant at) {
    return opened(sequence, Kind.RESOLVED, at, WorkItemState.RESOLVED);
  }

  public WorkRecord raisedLate(long sequence, Instant at) {
    ScoredException cause = scored(Kind.RAISED, at);
    return record(
        sequence,
        new WorkItemEvent.Updated(
            cause.eventId(),
            cause.origin(),
            Kind.RAISED,
            cause.score(),
            cause.priority(),
            cause,
            traceId(),
            traceId(),
            at,
            "upstream"));
  }

  /** Waiting for its incident. */
  public WorkRecord held(long sequence, Instant at) {
    return opened(sequence, Kind.RAISED, at, WorkItemState.HELD);
  }

  public WorkRecord released(long sequence, Instant at) {
    return record(sequence, new WorkItemEvent.Released(DESK, traceId(), at, "policy"));
  }

  public WorkRecord absorbed(long sequence, Instant at) {
    String incident = Identity.hash128("an incident");
    return record(
        sequence,
        new WorkItemEvent.Absorbed(
            DESK, incident, Identity.workItemIdOfIncident(incident), traceId(), at, "policy"));
  }

  public WorkRecord acknowledged(long sequence, Instant at) {
    return record(sequence, new WorkItemEvent.Acknowledged(DESK, traceId(), at, "lena"));
  }

  public WorkRecord resolved(long sequence, Instant at) {
    return record(
        sequence,
        new WorkItemEvent.Resolved(
            DESK, "event", null, "upstream", null, traceId(), at, "upstream"));
  }

  /** The record as the consumer reads it at an offset. */
  public List<Decoded> decoded(long offset, WorkRecord record) {
    return List.of(
        WorkDecoder.decode(
            new ConsumerRecord<>("breakwater.work", 0, offset, workItemId(), Json.bytes(record))));
  }

  private WorkRecord opened(long sequence, Kind kind, Instant at, WorkItemState state) {
    return record(
        sequence,
        new WorkItemEvent.Opened(
            workItemId(),
            scored(kind, at),
            DESK,
            new DecisionRecord(DESK, List.of(), List.of(), "test@1", Map.of()),
            state,
            traceId(),
            at,
            "upstream"));
  }

  private WorkRecord record(long sequence, WorkItemEvent event) {
    return new WorkRecord(workItemId(), sequence, event.occurredAt(), event);
  }

  private ScoredException scored(Kind kind, Instant at) {
    ExceptionEvent event =
        new ExceptionEvent(
            exceptionId, "core", kind, type, Severity.HIGH, at, null, null, null, Map.of());
    return new ScoredException(
        event.eventId(),
        event,
        new TraceContext(traceId(), "00f067aa0ba902b7"),
        new Origin("breakwater.exceptions", 0, 1, at),
        55,
        Priority.P2,
        List.of(),
        Map.of(),
        "test@1",
        false);
  }
}
