package io.breakwater.domain.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Hold;
import java.time.Instant;

/**
 * A fact in the life of one work item. These are the journal's events and, inside a {@link
 * WorkRecord}, the records of topic {@code work}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkItemEvent.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = WorkItemEvent.Updated.class, name = "updated"),
  @JsonSubTypes.Type(value = WorkItemEvent.Assigned.class, name = "assigned"),
  @JsonSubTypes.Type(value = WorkItemEvent.Acknowledged.class, name = "acknowledged"),
  @JsonSubTypes.Type(value = WorkItemEvent.Resolved.class, name = "resolved"),
  @JsonSubTypes.Type(value = WorkItemEvent.Reopened.class, name = "reopened"),
  @JsonSubTypes.Type(value = WorkItemEvent.Closed.class, name = "closed"),
  @JsonSubTypes.Type(value = WorkItemEvent.Absorbed.class, name = "absorbed"),
  @JsonSubTypes.Type(value = WorkItemEvent.Released.class, name = "released"),
})
public sealed interface WorkItemEvent {

  /** The work item's trace: that of its first event. */
  String traceId();

  /** Event time of upstream events; the wall clock for what people and desks do. */
  Instant occurredAt();

  /** Who did it: {@code upstream}, {@code desk:NAME}, {@code policy} or an operator. */
  String by();

  /**
   * The item came to be.
   *
   * @param workItemId its id
   * @param cause the scored exception that opened it; of kind RESOLVED if that overtook the RAISED.
   *     For the item of an incident, the incident as {@link
   *     io.breakwater.domain.incident.IncidentException}
   * @param desk the owning desk
   * @param decision why this desk
   * @param state QUEUED; HELD if the decision lets it wait for its incident; RESOLVED if the first
   *     event seen is the upstream's RESOLVED
   * @param incident null, or the incident that this is the work item of
   */
  record Opened(
      String workItemId,
      ScoredException cause,
      String desk,
      DecisionRecord decision,
      WorkItemState state,
      IncidentSummary incident,
      String traceId,
      Instant occurredAt,
      String by)
      implements WorkItemEvent {

    /** The item of one exception. */
    public Opened(
        String workItemId,
        ScoredException cause,
        String desk,
        DecisionRecord decision,
        WorkItemState state,
        String traceId,
        Instant occurredAt,
        String by) {
      this(workItemId, cause, desk, decision, state, null, traceId, occurredAt, by);
    }
  }

  /**
   * A further event of the same exception that does not change the state: an UPDATED, a RAISED that
   * its RESOLVED overtook, or the RESOLVED of what an incident has absorbed.
   *
   * @param cause the scored exception if {@code kind} is RAISED: SLA clocks run from it, whatever
   *     opened the item; null otherwise
   * @param incident what has become of the incident that this is the work item of; null otherwise
   */
  record Updated(
      String eventId,
      Origin origin,
      io.breakwater.domain.event.Kind kind,
      int score,
      Priority priority,
      ScoredException cause,
      IncidentSummary incident,
      String linkedTraceId,
      String traceId,
      Instant occurredAt,
      String by)
      implements WorkItemEvent {

    /** An event of one exception. */
    public Updated(
        String eventId,
        Origin origin,
        io.breakwater.domain.event.Kind kind,
        int score,
        Priority priority,
        ScoredException cause,
        String linkedTraceId,
        String traceId,
        Instant occurredAt,
        String by) {
      this(
          eventId,
          origin,
          kind,
          score,
          priority,
          cause,
          null,
          linkedTraceId,
          traceId,
          occurredAt,
          by);
    }
  }

  /** Given to an operator; the desk stays the owner. {@code reason} says how the desk chose. */
  record Assigned(
      String desk, String assignee, String reason, String traceId, Instant occurredAt, String by)
      implements WorkItemEvent {}

  /** The assignee, or whoever acknowledged, has seen it. */
  record Acknowledged(String desk, String traceId, Instant occurredAt, String by)
      implements WorkItemEvent {}

  /**
   * Fixed.
   *
   * @param eventId the upstream event that said so, or null if a person did
   * @param origin of that upstream event, or null
   * @param code a resolution code, e.g. {@code upstream}
   * @param note null or free text
   */
  record Resolved(
      String desk,
      String eventId,
      Origin origin,
      String code,
      String note,
      String traceId,
      Instant occurredAt,
      String by)
      implements WorkItemEvent {}

  /**
   * RAISED upstream with a later event time after RESOLVED, or a member that joined an incident
   * after its item was resolved; the item is QUEUED again, or HELD.
   *
   * @param hold null, or why it waits HELD
   * @param incident what has become of the incident that this is the work item of; null otherwise
   */
  record Reopened(
      String desk,
      ScoredException cause,
      Hold hold,
      IncidentSummary incident,
      String traceId,
      Instant occurredAt,
      String by)
      implements WorkItemEvent {

    /** It is QUEUED again. */
    public Reopened(
        String desk, ScoredException cause, String traceId, Instant occurredAt, String by) {
      this(desk, cause, null, null, traceId, occurredAt, by);
    }
  }

  /**
   * An incident's work item has taken this one over: it is CLOSED, and what remains to do is done
   * there.
   *
   * @param incidentId the incident that it belongs to
   * @param into that incident's work item
   */
  record Absorbed(
      String desk, String incidentId, String into, String traceId, Instant occurredAt, String by)
      implements WorkItemEvent {}

  /** It has waited long enough for its incident: QUEUED, like any other. */
  record Released(String desk, String traceId, Instant occurredAt, String by)
      implements WorkItemEvent {}

  /** Done with; nothing but a reopening follows. */
  record Closed(String desk, String traceId, Instant occurredAt, String by)
      implements WorkItemEvent {}
}
