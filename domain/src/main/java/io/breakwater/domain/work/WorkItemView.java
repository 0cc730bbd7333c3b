package io.breakwater.domain.work;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.incident.IncidentSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

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
 * @param mergedInto the work item that goes on for both; null if this one was not merged
 * @param previousDesk the desk that it was taken from last; null if it never changed desks
 * @param waiting what it waits for; null unless it is WAITING
 * @param snoozedUntil wall clock: when it wakes; null unless it is SNOOZED
 * @param resumesTo its state after waiting or sleeping; null unless it does
 * @param escalations how often it was escalated
 * @param tags sorted
 * @param links to other items, sorted
 * @param approval what waits for a second person; null if nothing does
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
    String mergedInto,
    String previousDesk,
    WaitReason waiting,
    Instant snoozedUntil,
    WorkItemState resumesTo,
    int escalations,
    List<String> tags,
    List<Link> links,
    Approval approval,
    String traceId,
    long version) {

  public WorkItemView {
    tags = tags == null ? List.of() : List.copyOf(tags);
    links = links == null ? List.of() : List.copyOf(links);
  }

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
        null,
        null,
        null,
        null,
        null,
        0,
        opened.decision() == null ? List.of() : opened.decision().instructionsOrNone().tags(),
        List.of(),
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
    return ViewFold.apply(new WorkItemViewBuilder(this), event)
        .changedAt(event.occurredAt())
        .build();
  }
}
