package io.breakwater.domain.work;

import static io.breakwater.domain.work.Verdict.Why.STATE;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.routing.DecisionRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Everything a work item decides, as pure functions: its present view and the upstream events it
 * has seen. The final view does not depend on the order in which upstream events arrive.
 *
 * @param view null before the item is opened
 * @param seen upstream event ids with the origin that brought each first
 */
public record Lifecycle(WorkItemView view, Map<String, Origin> seen) {

  /** Who acts when the upstream does, and the resolution code when it resolves. */
  public static final String UPSTREAM = "upstream";

  /** Before the first event. */
  public static final Lifecycle NONE = new Lifecycle(null, Map.of());

  public Lifecycle {
    seen = Map.copyOf(seen);
  }

  /** True once the item exists. */
  public boolean exists() {
    return view != null;
  }

  /** The state after {@code event}. */
  public Lifecycle after(WorkItemEvent event) {
    if (event instanceof WorkItemEvent.Opened e) {
      return new Lifecycle(WorkItemView.opened(e), saw(e.cause().eventId(), e.cause().origin()));
    }
    WorkItemView next = view.after(event);
    if (event instanceof WorkItemEvent.Updated e) {
      return new Lifecycle(next, saw(e.eventId(), e.origin()));
    } else if (event instanceof WorkItemEvent.Reopened e) {
      return new Lifecycle(next, saw(e.cause().eventId(), e.cause().origin()));
    } else if (event instanceof WorkItemEvent.Resolved e && e.eventId() != null) {
      return new Lifecycle(next, saw(e.eventId(), e.origin()));
    }
    return new Lifecycle(next, seen);
  }

  private Map<String, Origin> saw(String eventId, Origin origin) {
    Map<String, Origin> next = new HashMap<>(seen);
    next.putIfAbsent(eventId, origin);
    return next;
  }

  /**
   * The upstream raised, updated or resolved the exception.
   *
   * @param decision where the item goes if this event opens it
   */
  public Verdict onUpstream(ScoredException scored, DecisionRecord decision) {
    Origin first = seen.get(scored.eventId());
    if (first != null) {
      return sameRecord(first, scored.origin()) ? new Verdict.AlreadySo() : new Verdict.Duplicate();
    }
    return new Verdict.Happens(exists() ? follow(scored) : open(scored, decision));
  }

  private static boolean sameRecord(Origin a, Origin b) {
    return a.topic().equals(b.topic())
        && a.partition() == b.partition()
        && a.offset() == b.offset();
  }

  private static WorkItemEvent open(ScoredException scored, DecisionRecord decision) {
    ExceptionEvent event = scored.event();
    return new WorkItemEvent.Opened(
        Identity.workItemId(event.sourceId(), event.exceptionId()),
        scored,
        decision.desk(),
        decision,
        event.kind() == Kind.RESOLVED ? WorkItemState.RESOLVED : WorkItemState.QUEUED,
        scored.trace().traceId(),
        event.occurredAt(),
        UPSTREAM);
  }

  private WorkItemEvent follow(ScoredException scored) {
    Instant at = scored.event().occurredAt();
    return switch (scored.event().kind()) {
      case RESOLVED ->
          view.state().isOpen() && (view.raisedAt() == null || !at.isBefore(view.raisedAt()))
              ? new WorkItemEvent.Resolved(
                  view.desk(),
                  scored.eventId(),
                  scored.origin(),
                  UPSTREAM,
                  null,
                  view.traceId(),
                  at,
                  UPSTREAM)
              : update(scored);
      case RAISED ->
          !view.state().isOpen() && at.isAfter(view.resolvedAt())
              ? new WorkItemEvent.Reopened(view.desk(), scored, view.traceId(), at, UPSTREAM)
              : update(scored);
      case UPDATED -> update(scored);
    };
  }

  private WorkItemEvent update(ScoredException scored) {
    return new WorkItemEvent.Updated(
        scored.eventId(),
        scored.origin(),
        scored.event().kind(),
        scored.score(),
        scored.priority(),
        scored.event().kind() == Kind.RAISED ? scored : null,
        scored.trace().traceId(),
        view.traceId(),
        scored.event().occurredAt(),
        UPSTREAM);
  }

  /** A person gives the item to {@code assignee}; an item that is done cannot be given away. */
  public Verdict assign(String assignee, String reason, String by, Instant now) {
    if (!view.state().isOpen()) {
      return done("assigned");
    }
    if (assignee.equals(view.assignee())) {
      return new Verdict.AlreadySo();
    }
    return new Verdict.Happens(assigned(assignee, reason, by, now));
  }

  /** The desk gives the item to a member; only while nobody has it. */
  public Verdict offer(String assignee, String reason, Instant now) {
    if (view.state() != WorkItemState.QUEUED) {
      return refuse("is %s, so its desk does not assign it".formatted(view.state()));
    }
    return new Verdict.Happens(assigned(assignee, reason, "desk:" + view.desk(), now));
  }

  private WorkItemEvent assigned(String assignee, String reason, String by, Instant now) {
    return new WorkItemEvent.Assigned(view.desk(), assignee, reason, view.traceId(), now, by);
  }

  /** Somebody has seen it. */
  public Verdict acknowledge(String by, Instant now) {
    return switch (view.state()) {
      case HELD, QUEUED, ASSIGNED ->
          new Verdict.Happens(new WorkItemEvent.Acknowledged(view.desk(), view.traceId(), now, by));
      case ACKNOWLEDGED, IN_PROGRESS, WAITING, SNOOZED -> new Verdict.AlreadySo();
      case RESOLVED, CLOSED -> done("acknowledged");
    };
  }

  /** A person fixed it. */
  public Verdict resolve(String code, String note, String by, Instant now) {
    if (!view.state().isOpen()) {
      return done("resolved");
    }
    return new Verdict.Happens(
        new WorkItemEvent.Resolved(view.desk(), null, null, code, note, view.traceId(), now, by));
  }

  private Verdict done(String operation) {
    return refuse(
        "is %s (%s), so it cannot be %s; a new RAISED event reopens it"
            .formatted(view.state(), view.resolution(), operation));
  }

  private Verdict refuse(String what) {
    return new Verdict.Refused(STATE, "Work item " + view.workItemId() + " " + what + ".");
  }
}
