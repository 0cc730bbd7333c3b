package io.breakwater.domain.work;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.routing.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The next {@link WorkItemView}: one version more, and what {@link ViewFold} changes. */
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
  private String mergedInto;
  private String previousDesk;
  private WaitReason waiting;
  private Instant snoozedUntil;
  private WorkItemState resumesTo;
  private int escalations;
  private List<String> tags;
  private List<Link> links;
  private Approval approval;

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
    this.mergedInto = before.mergedInto();
    this.previousDesk = before.previousDesk();
    this.waiting = before.waiting();
    this.snoozedUntil = before.snoozedUntil();
    this.resumesTo = before.resumesTo();
    this.escalations = before.escalations();
    this.tags = before.tags();
    this.links = before.links();
    this.approval = before.approval();
  }

  WorkItemView before() {
    return before;
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

  /** Another desk owns it, unless it is the same one. */
  WorkItemViewBuilder movedTo(String to) {
    if (!to.equals(desk)) {
      previousDesk = desk;
      desk = to;
    }
    return this;
  }

  /** It waits; after that it is as it was before it waited or slept. */
  WorkItemViewBuilder waits(WaitReason reason) {
    resumesTo = laterState();
    state = WorkItemState.WAITING;
    waiting = reason;
    return this;
  }

  WorkItemViewBuilder sleeps(Instant until) {
    resumesTo = laterState();
    state = WorkItemState.SNOOZED;
    snoozedUntil = until;
    return this;
  }

  private WorkItemState laterState() {
    if (resumesTo != null) {
      return resumesTo;
    }
    return state == WorkItemState.HELD ? WorkItemState.QUEUED : state;
  }

  /** Nobody has it. */
  WorkItemViewBuilder unassigned() {
    assignee = null;
    if (isSetAside(state)) {
      resumesTo = WorkItemState.QUEUED;
    } else if (state.isOpen() && state != WorkItemState.HELD) {
      state = WorkItemState.QUEUED;
    }
    return this;
  }

  WorkItemViewBuilder escalated(int level) {
    escalations = level;
    return this;
  }

  WorkItemViewBuilder merged(String into) {
    state = WorkItemState.CLOSED;
    resolution = Lifecycle.MERGED;
    mergedInto = into;
    return this;
  }

  /** On its own again. */
  WorkItemViewBuilder splitOff() {
    reopened(null);
    mergedInto = null;
    return this;
  }

  WorkItemViewBuilder handling(Handling h) {
    desk = h.desk();
    previousDesk = h.previousDesk();
    state = h.state();
    assignee = h.assignee();
    resolvedAt = h.resolvedAt();
    resolution = h.resolution();
    waiting = h.waiting();
    snoozedUntil = h.snoozedUntil();
    resumesTo = h.resumesTo();
    escalations = h.escalations();
    tags = h.tags();
    links = h.links();
    return this;
  }

  WorkItemViewBuilder tagged(List<String> more) {
    tags = sorted(tags, more, List.of());
    return this;
  }

  WorkItemViewBuilder untagged(List<String> fewer) {
    tags = sorted(tags, List.of(), fewer);
    return this;
  }

  WorkItemViewBuilder linked(Link link) {
    links = sorted(links, List.of(link), List.of());
    return this;
  }

  WorkItemViewBuilder unlinked(Link link) {
    links = sorted(links, List.of(), List.of(link));
    return this;
  }

  private static <T> List<T> sorted(List<T> known, List<T> more, List<T> fewer) {
    Set<T> next = new TreeSet<>(known);
    next.addAll(more);
    fewer.forEach(next::remove);
    return List.copyOf(next);
  }

  WorkItemViewBuilder approval(Approval requested) {
    approval = requested;
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

  /** By an event of another exception, which says nothing of when this one was scored. */
  WorkItemViewBuilder rescored(int newScore, Priority newPriority) {
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
        mergedInto,
        previousDesk,
        state == WorkItemState.WAITING ? waiting : null,
        state == WorkItemState.SNOOZED ? snoozedUntil : null,
        isSetAside(state) ? resumesTo : null,
        escalations,
        tags,
        links,
        approval,
        before.traceId(),
        before.version() + 1);
  }

  private static boolean isSetAside(WorkItemState state) {
    return state == WorkItemState.WAITING || state == WorkItemState.SNOOZED;
  }

  private static Instant latest(Instant a, Instant b) {
    return a == null || b.isAfter(a) ? b : a;
  }
}
