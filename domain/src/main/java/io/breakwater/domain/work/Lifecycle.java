package io.breakwater.domain.work;

import static io.breakwater.domain.work.Verdict.Why.STATE;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentSummary;
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
 * @param incident the incident that this is the work item of, as last told; null if it is one
 *     exception's
 */
public record Lifecycle(WorkItemView view, Map<String, Origin> seen, IncidentSummary incident) {

  /** Who acts when the upstream does, and the resolution code when it resolves. */
  public static final String UPSTREAM = "upstream";

  /** The resolution code of an item that its incident's work item has taken over. */
  public static final String ABSORBED = "absorbed";

  /** Who acts when a policy's time has come. */
  public static final String POLICY = "policy";

  /** Before the first event. */
  public static final Lifecycle NONE = new Lifecycle(null, Map.of(), null);

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
      return new Lifecycle(
          WorkItemView.opened(e), saw(e.cause().eventId(), e.cause().origin()), e.incident());
    }
    WorkItemView next = view.after(event);
    if (incident != null) {
      return new Lifecycle(next, seen, incidentAfter(event));
    } else if (event instanceof WorkItemEvent.Updated e) {
      return new Lifecycle(next, saw(e.eventId(), e.origin()), null);
    } else if (event instanceof WorkItemEvent.Reopened e) {
      return new Lifecycle(next, saw(e.cause().eventId(), e.cause().origin()), null);
    } else if (event instanceof WorkItemEvent.Resolved e && e.eventId() != null) {
      return new Lifecycle(next, saw(e.eventId(), e.origin()), null);
    }
    return new Lifecycle(next, seen, null);
  }

  private IncidentSummary incidentAfter(WorkItemEvent event) {
    if (event instanceof WorkItemEvent.Updated e && e.incident() != null) {
      return e.incident();
    } else if (event instanceof WorkItemEvent.Reopened e && e.incident() != null) {
      return e.incident();
    }
    return event instanceof WorkItemEvent.Absorbed ? incident.merged() : incident;
  }

  private Map<String, Origin> saw(String eventId, Origin origin) {
    Map<String, Origin> next = new HashMap<>(seen);
    next.putIfAbsent(eventId, origin);
    return next;
  }

  /**
   * The upstream raised, updated or resolved the exception.
   *
   * @param decision where the item goes if this event opens it, and whether it waits for an
   *     incident if this event opens or reopens it
   */
  public Verdict onUpstream(ScoredException scored, DecisionRecord decision) {
    Origin first = seen.get(scored.eventId());
    if (first != null) {
      return sameRecord(first, scored.origin()) ? new Verdict.AlreadySo() : new Verdict.Duplicate();
    }
    return new Verdict.Happens(exists() ? follow(scored, decision) : open(scored, decision));
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
        opening(event.kind(), decision),
        scored.trace().traceId(),
        event.occurredAt(),
        UPSTREAM);
  }

  private static WorkItemState opening(Kind kind, DecisionRecord decision) {
    if (kind == Kind.RESOLVED) {
      return WorkItemState.RESOLVED;
    }
    return decision.hold() == null ? WorkItemState.QUEUED : WorkItemState.HELD;
  }

  private WorkItemEvent follow(ScoredException scored, DecisionRecord decision) {
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
          // What was absorbed unresolved has no resolution yet that it could come after.
          !view.state().isOpen() && view.resolvedAt() != null && at.isAfter(view.resolvedAt())
              ? new WorkItemEvent.Reopened(
                  view.desk(), scored, decision.hold(), null, view.traceId(), at, UPSTREAM)
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

  /**
   * The work item of an incident takes this one over; only while it waits for that.
   *
   * @param into the incident's work item
   */
  public Verdict absorb(String incidentId, String into, Instant now) {
    if (into.equals(view.absorbedInto())) {
      return new Verdict.AlreadySo();
    }
    if (view.state() != WorkItemState.HELD) {
      return refuse("is %s, so no incident absorbs it".formatted(view.state()));
    }
    return new Verdict.Happens(
        new WorkItemEvent.Absorbed(view.desk(), incidentId, into, view.traceId(), now, POLICY));
  }

  /** No incident has come: it is like any other item, once its time is over. */
  public Verdict release(Instant now) {
    if (view.state() != WorkItemState.HELD || now.isBefore(view.heldUntil())) {
      return new Verdict.AlreadySo();
    }
    return new Verdict.Happens(
        new WorkItemEvent.Released(view.desk(), view.traceId(), now, POLICY));
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
    if (view.absorbedInto() != null) {
      return refuse(
          "belongs to an incident, so it cannot be %s; work on the incident's item %s"
              .formatted(operation, view.absorbedInto()));
    }
    return refuse(
        "is %s (%s), so it cannot be %s; a new RAISED event reopens it"
            .formatted(view.state(), view.resolution(), operation));
  }

  private Verdict refuse(String what) {
    return new Verdict.Refused(STATE, "Work item " + view.workItemId() + " " + what + ".");
  }
}
