package io.breakwater.domain.work;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.incident.IncidentSummary;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What is true of a work item now: the fold of its events. The actor, the read tables and the item
 * page all use this one fold, so they cannot disagree.
 *
 * @param type of the event that opened the item
 * @param severity of the event that opened the item
 * @param amount null, or a decimal together with {@code currency}
 * @param score of the latest RAISED or UPDATED by event time
 * @param assignee null while nobody has it
 * @param openedAt the earliest event time seen
 * @param scoredAt event time of the event that gave {@code score}; null while only a RESOLVED has
 *     been seen
 * @param raisedAt event time of the latest RAISED; null before any
 * @param resolvedAt time of the latest resolution seen, also after a reopening; null before any
 * @param changedAt the latest time of any event
 * @param resolution the code of the latest resolution; null while the item is open
 * @param heldUntil wall clock: until when it waits HELD for its incident; null if it does not
 * @param incidentId the incident that this is the work item of, or that absorbed it; null if none
 * @param members how many exceptions that incident has, if this is its work item; null otherwise
 * @param absorbedInto the incident's work item that took this one over; null if none did
 * @param version how many events the journal has of this item
 */
public record WorkItemView(
    String workItemId,
    String sourceId,
    String exceptionId,
    String type,
    Severity severity,
    BigDecimal amount,
    String currency,
    int score,
    Priority priority,
    String desk,
    WorkItemState state,
    String assignee,
    Instant openedAt,
    Instant scoredAt,
    Instant raisedAt,
    Instant resolvedAt,
    Instant changedAt,
    String resolution,
    Instant heldUntil,
    String incidentId,
    Integer members,
    String absorbedInto,
    String traceId,
    long version) {

  /** The item as it was opened. */
  public static WorkItemView opened(WorkItemEvent.Opened opened) {
    ScoredException cause = opened.cause();
    ExceptionEvent event = cause.event();
    Instant at = event.occurredAt();
    boolean resolved = event.kind() == Kind.RESOLVED;
    IncidentSummary incident = opened.incident();
    return new WorkItemView(
        opened.workItemId(),
        event.sourceId(),
        event.exceptionId(),
        event.type(),
        event.severity(),
        event.amount(),
        event.currency(),
        cause.score(),
        cause.priority(),
        opened.desk(),
        opened.state(),
        null,
        at,
        resolved ? null : at,
        event.kind() == Kind.RAISED ? at : null,
        resolved ? at : null,
        at,
        resolved ? Lifecycle.UPSTREAM : null,
        opened.state() == WorkItemState.HELD ? opened.decision().hold().until() : null,
        incident == null ? null : incident.incidentId(),
        incident == null ? null : incident.members(),
        null,
        opened.traceId(),
        1);
  }

  /**
   * The item after one more event.
   *
   * @throws IllegalStateException if the event opens an item: this one is open already
   */
  public WorkItemView after(WorkItemEvent event) {
    return change(event).changedAt(event.occurredAt()).build();
  }

  private WorkItemViewBuilder change(WorkItemEvent event) {
    WorkItemViewBuilder next = new WorkItemViewBuilder(this);
    if (event instanceof WorkItemEvent.Updated e) {
      if (e.incident() != null) {
        return next.incident(e.incident()).scored(e.occurredAt(), e.score(), e.priority());
      }
      return next.upstream(e.kind(), e.occurredAt(), e.score(), e.priority());
    } else if (event instanceof WorkItemEvent.Assigned e) {
      return next.state(WorkItemState.ASSIGNED).desk(e.desk()).assignee(e.assignee());
    } else if (event instanceof WorkItemEvent.Acknowledged) {
      return next.state(WorkItemState.ACKNOWLEDGED);
    } else if (event instanceof WorkItemEvent.Resolved e) {
      next.state(WorkItemState.RESOLVED).resolved(e.occurredAt(), e.code());
      // Only what the upstream says can tell that the item is older than we thought.
      return e.eventId() == null ? next : next.openedBy(e.occurredAt());
    } else if (event instanceof WorkItemEvent.Reopened e) {
      if (e.incident() != null) {
        next.incident(e.incident());
      }
      return next.reopened(e.hold())
          .upstream(
              Kind.RAISED, e.cause().event().occurredAt(), e.cause().score(), e.cause().priority());
    } else if (event instanceof WorkItemEvent.Released) {
      return next.state(WorkItemState.QUEUED);
    } else if (event instanceof WorkItemEvent.Absorbed e) {
      return next.absorbed(e.incidentId(), e.into());
    } else if (event instanceof WorkItemEvent.Closed) {
      return next.state(WorkItemState.CLOSED);
    }
    throw new IllegalStateException("work item " + workItemId + " was opened twice");
  }
}
