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
  @JsonSubTypes.Type(value = WorkStep.Unassigned.class, name = "unassigned"),
  @JsonSubTypes.Type(value = WorkStep.Started.class, name = "started"),
  @JsonSubTypes.Type(value = WorkStep.Waited.class, name = "waiting"),
  @JsonSubTypes.Type(value = WorkStep.Snoozed.class, name = "snoozed"),
  @JsonSubTypes.Type(value = WorkStep.Resumed.class, name = "resumed"),
  @JsonSubTypes.Type(value = WorkStep.Transferred.class, name = "transferred"),
  @JsonSubTypes.Type(value = WorkStep.Escalated.class, name = "escalated"),
  @JsonSubTypes.Type(value = WorkStep.Merged.class, name = "merged"),
  @JsonSubTypes.Type(value = WorkStep.SplitOff.class, name = "split-off"),
  @JsonSubTypes.Type(value = WorkStep.Undone.class, name = "undone"),
  @JsonSubTypes.Type(value = WorkNote.Commented.class, name = "commented"),
  @JsonSubTypes.Type(value = WorkNote.Tagged.class, name = "tagged"),
  @JsonSubTypes.Type(value = WorkNote.Untagged.class, name = "untagged"),
  @JsonSubTypes.Type(value = WorkNote.Linked.class, name = "linked"),
  @JsonSubTypes.Type(value = WorkNote.Unlinked.class, name = "unlinked"),
  @JsonSubTypes.Type(value = WorkNote.Joined.class, name = "joined"),
  @JsonSubTypes.Type(value = WorkNote.Parted.class, name = "parted"),
  @JsonSubTypes.Type(value = WorkNote.Followed.class, name = "followed"),
  @JsonSubTypes.Type(value = WorkNote.ApprovalRequested.class, name = "approval-requested"),
  @JsonSubTypes.Type(value = WorkNote.ApprovalEnded.class, name = "approval-ended"),
})
public sealed interface WorkItemEvent
    permits WorkItemEvent.Opened,
        WorkItemEvent.Updated,
        WorkItemEvent.Assigned,
        WorkItemEvent.Acknowledged,
        WorkItemEvent.Resolved,
        WorkItemEvent.Reopened,
        WorkItemEvent.Absorbed,
        WorkItemEvent.Released,
        WorkItemEvent.Closed,
        WorkStep,
        WorkNote {

  /** The work item's trace: that of its first event. */
  String traceId();

  /** Event time of upstream events; the wall clock for what people and desks do. */
  Instant occurredAt();

  /** Who did it: {@code upstream}, {@code desk:NAME}, {@code policy} or an operator. */
  String by();

  /** Null, or the request that this answers: the same one again changes nothing. */
  default Request request() {
    return null;
  }

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
      String desk,
      String assignee,
      String reason,
      String traceId,
      Instant occurredAt,
      String by,
      Request request)
      implements WorkItemEvent {

    /** Not by a request. */
    public Assigned(
        String desk,
        String assignee,
        String reason,
        String traceId,
        Instant occurredAt,
        String by) {
      this(desk, assignee, reason, traceId, occurredAt, by, null);
    }
  }

  /** The assignee, or whoever acknowledged, has seen it. */
  record Acknowledged(String desk, String traceId, Instant occurredAt, String by, Request request)
      implements WorkItemEvent {

    /** Not by a request. */
    public Acknowledged(String desk, String traceId, Instant occurredAt, String by) {
      this(desk, traceId, occurredAt, by, null);
    }
  }

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
      String by,
      Request request)
      implements WorkItemEvent {

    /** Not by a request. */
    public Resolved(
        String desk,
        String eventId,
        Origin origin,
        String code,
        String note,
        String traceId,
        Instant occurredAt,
        String by) {
      this(desk, eventId, origin, code, note, traceId, occurredAt, by, null);
    }
  }

  /**
   * RAISED upstream with a later event time after RESOLVED, a member that joined an incident after
   * its item was resolved, or a person who finds it is not done; the item is QUEUED again, or HELD.
   *
   * @param cause null if a person did it, or upstream by way of an item that was merged into this
   * @param hold null, or why it waits HELD
   * @param incident what has become of the incident that this is the work item of; null otherwise
   * @param note null or why a person reopened it
   */
  record Reopened(
      String desk,
      ScoredException cause,
      Hold hold,
      IncidentSummary incident,
      String note,
      String traceId,
      Instant occurredAt,
      String by,
      Request request)
      implements WorkItemEvent {

    /** By upstream. */
    public Reopened(
        String desk,
        ScoredException cause,
        Hold hold,
        IncidentSummary incident,
        String traceId,
        Instant occurredAt,
        String by) {
      this(desk, cause, hold, incident, null, traceId, occurredAt, by, null);
    }

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
  record Closed(
      String desk, String note, String traceId, Instant occurredAt, String by, Request request)
      implements WorkItemEvent {

    /** Not by a request. */
    public Closed(String desk, String traceId, Instant occurredAt, String by) {
      this(desk, null, traceId, occurredAt, by, null);
    }
  }
}
