package io.breakwater.domain.work;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.routing.Hold;
import java.time.Instant;

/** The next {@link WorkItemView}: one version more, and what an event changes. */
final class WorkItemViewBuilder {
  private final WorkItemView before;
  private int score;
  private Priority priority;
  private String desk;
  private WorkItemState state;
  private String assignee;
  private Instant openedAt;
  private Instant scoredAt;
  private Instant raisedAt;
  private Instant resolvedAt;
  private Instant changedAt;
  private String resolution;
  private Instant heldUntil;
  private String incidentId;
  private Integer members;
  private String absorbedInto;

  WorkItemViewBuilder(WorkItemView before) {
    this.before = before;
    this.score = before.score();
    this.priority = before.priority();
    this.desk = before.desk();
    this.state = before.state();
    this.assignee = before.assignee();
    this.openedAt = before.openedAt();
    this.scoredAt = before.scoredAt();
    this.raisedAt = before.raisedAt();
    this.resolvedAt = before.resolvedAt();
    this.changedAt = before.changedAt();
    this.resolution = before.resolution();
    this.heldUntil = before.heldUntil();
    this.incidentId = before.incidentId();
    this.members = before.members();
    this.absorbedInto = before.absorbedInto();
  }

  WorkItemViewBuilder state(WorkItemState state) {
    this.state = state;
    return this;
  }

  WorkItemViewBuilder desk(String desk) {
    this.desk = desk;
    return this;
  }

  WorkItemViewBuilder assignee(String assignee) {
    this.assignee = assignee;
    return this;
  }

  /** The exception existed at this event time. */
  WorkItemViewBuilder openedBy(Instant at) {
    this.openedAt = at.isBefore(openedAt) ? at : openedAt;
    return this;
  }

  /** Waiting again: HELD if {@code hold} says so, else QUEUED. */
  WorkItemViewBuilder reopened(Hold hold) {
    this.state = hold == null ? WorkItemState.QUEUED : WorkItemState.HELD;
    this.heldUntil = hold == null ? null : hold.until();
    this.assignee = null;
    this.resolution = null;
    this.absorbedInto = null;
    this.incidentId = members == null ? null : incidentId;
    return this;
  }

  /** What the incident that this is the work item of has become. */
  WorkItemViewBuilder incident(IncidentSummary incident) {
    this.incidentId = incident.incidentId();
    this.members = incident.members();
    return this;
  }

  /** An incident's score changes with each record, late members included. */
  WorkItemViewBuilder scored(Instant at, int newScore, Priority newPriority) {
    this.scoredAt = latest(scoredAt, at);
    this.score = newScore;
    this.priority = newPriority;
    return this;
  }

  WorkItemViewBuilder absorbed(String incident, String into) {
    this.state = WorkItemState.CLOSED;
    this.resolution = Lifecycle.ABSORBED;
    this.absorbedInto = into;
    this.incidentId = members == null ? incident : incidentId;
    return this;
  }

  WorkItemViewBuilder resolved(Instant at, String code) {
    this.resolvedAt = latest(resolvedAt, at);
    this.resolution = code;
    return this;
  }

  /** What the upstream said, whatever the order in which it arrived. */
  WorkItemViewBuilder upstream(Kind kind, Instant at, int newScore, Priority newPriority) {
    openedBy(at);
    if (kind == Kind.RESOLVED) {
      resolvedAt = latest(resolvedAt, at);
      return this;
    }
    if (kind == Kind.RAISED) {
      raisedAt = latest(raisedAt, at);
    }
    // At equal times an UPDATED comes after its RAISED.
    if (scoredAt == null || at.isAfter(scoredAt) || (at.equals(scoredAt) && kind == Kind.UPDATED)) {
      scoredAt = at;
      score = newScore;
      priority = newPriority;
    }
    return this;
  }

  WorkItemViewBuilder changedAt(Instant at) {
    changedAt = latest(changedAt, at);
    return this;
  }

  WorkItemView build() {
    return new WorkItemView(
        before.workItemId(),
        before.sourceId(),
        before.exceptionId(),
        before.type(),
        before.severity(),
        before.amount(),
        before.currency(),
        score,
        priority,
        desk,
        state,
        assignee,
        openedAt,
        scoredAt,
        raisedAt,
        resolvedAt,
        changedAt,
        resolution,
        state == WorkItemState.HELD ? heldUntil : null,
        incidentId,
        members,
        absorbedInto,
        before.traceId(),
        before.version() + 1);
  }

  private static Instant latest(Instant a, Instant b) {
    return a == null || b.isAfter(a) ? b : a;
  }
}
