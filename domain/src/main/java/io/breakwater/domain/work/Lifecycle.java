package io.breakwater.domain.work;

import static io.breakwater.domain.work.Verdict.Why.STATE;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.routing.DecisionRecord;
import java.time.Instant;

/**
 * A work item as it decides: its present view, the upstream events it has seen and what else it
 * remembers. Here is what upstream, its desk and the passing of time do to it; {@link Operations}
 * has what people do. All pure; the final view does not depend on the order in which upstream
 * events arrive.
 *
 * @param view null before the item is opened
 * @param seen upstream events, with the records that brought each first
 * @param incident the incident that this is the work item of, as last told; null if it is one
 *     exception's
 * @param memory what else it decides by
 * @param failure null, or why it can decide nothing: its own history makes it fail
 */
public record Lifecycle(
    WorkItemView view, SeenEvents seen, IncidentSummary incident, Memory memory, String failure) {

  /** Who acts when the upstream does, and the resolution code when it resolves. */
  public static final String UPSTREAM = "upstream";

  /** The resolution code of an item that its incident's work item has taken over. */
  public static final String ABSORBED = "absorbed";

  /** The resolution code of an item that was merged into another. */
  public static final String MERGED = "merged";

  /** Who acts when a policy's time has come. */
  public static final String POLICY = "policy";

  /** How the name of a desk that acts begins. */
  static final String DESK = "desk:";

  /** Before the first event. */
  public static final Lifecycle NONE =
      new Lifecycle(null, SeenEvents.NONE, null, Memory.NONE, null);

  /** True once the item exists. */
  public boolean exists() {
    return view != null;
  }

  /** The state after {@code event}; an event that does not fit makes an item that has failed. */
  public Lifecycle after(WorkItemEvent event) {
    if (failure != null) {
      return this;
    }
    try {
      WorkItemView next = viewAfter(event);
      return new Lifecycle(
          next, seenAfter(event), incidentAfter(event), memory.after(view, event, next), null);
    } catch (RuntimeException e) {
      long number = exists() ? view.version() + 1 : 1;
      String why = "event %d of its history does not fit: %s".formatted(number, e.getMessage());
      return new Lifecycle(view, seen, incident, memory, why);
    }
  }

  private WorkItemView viewAfter(WorkItemEvent event) {
    if (exists()) {
      return view.after(event);
    } else if (event instanceof WorkItemEvent.Opened opened) {
      return WorkItemView.opened(opened);
    }
    throw new IllegalStateException("no item begins with it");
  }

  private IncidentSummary incidentAfter(WorkItemEvent event) {
    if (event instanceof WorkItemEvent.Opened e) {
      return e.incident();
    } else if (event instanceof WorkItemEvent.Updated e && e.incident() != null) {
      return e.incident();
    } else if (event instanceof WorkItemEvent.Reopened e && e.incident() != null) {
      return e.incident();
    }
    return event instanceof WorkItemEvent.Absorbed && incident != null
        ? incident.merged()
        : incident;
  }

  /** Records of an incident are told apart by how far it has come, not by their ids. */
  private SeenEvents seenAfter(WorkItemEvent event) {
    if (event instanceof WorkItemEvent.Opened e) {
      return saw(e.cause());
    } else if (event instanceof WorkNote.Followed e) {
      return seen.with(e.eventId(), e.origin());
    } else if (incident != null) {
      return seen;
    } else if (event instanceof WorkItemEvent.Updated e) {
      return seen.with(e.eventId(), e.origin());
    } else if (event instanceof WorkItemEvent.Reopened e && e.cause() != null) {
      return saw(e.cause());
    } else if (event instanceof WorkItemEvent.Resolved e && e.eventId() != null) {
      return seen.with(e.eventId(), e.origin());
    }
    return seen;
  }

  private SeenEvents saw(ScoredException cause) {
    return seen.with(cause.eventId(), cause.origin());
  }

  /**
   * The upstream raised, updated or resolved the exception.
   *
   * @param decision where the item goes if this event opens it, and whether it waits for an
   *     incident if this event opens or reopens it
   */
  public Verdict onUpstream(ScoredException scored, DecisionRecord decision) {
    return switch (seen.standing(scored.eventId(), scored.origin())) {
      case REDELIVERED -> new Verdict.AlreadySo();
      case DUPLICATE -> new Verdict.Duplicate();
      case NEW -> new Verdict.Happens(exists() ? follow(scored, decision) : open(scored, decision));
    };
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
              ? Merging.resolvedUpstream(this, view.workItemId(), scored)
              : update(scored);
      case RAISED ->
          // What was absorbed unresolved has no resolution yet that it could come after. What was
          // merged stays so: the item that goes on hears of it.
          !view.state().isOpen()
                  && view.mergedInto() == null
                  && view.resolvedAt() != null
                  && at.isAfter(view.resolvedAt())
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

  /** Its time to sleep is over. */
  public Verdict wake(Instant now) {
    boolean sleeps = view.state() == WorkItemState.SNOOZED;
    if (!sleeps || now.isBefore(view.snoozedUntil())) {
      return new Verdict.AlreadySo();
    }
    return new Verdict.Happens(
        new WorkStep.Resumed(view.desk(), view.resumesTo(), view.traceId(), now, POLICY, null));
  }

  /** The desk gives the item to a member; only while nobody has it, and it is the desk's. */
  public Verdict offer(String desk, String assignee, String reason, Instant now) {
    if (!view.desk().equals(desk)) {
      return refuse("is on desk %s, so %s does not assign it".formatted(view.desk(), desk));
    }
    if (view.state() != WorkItemState.QUEUED) {
      return refuse("is %s, so its desk does not assign it".formatted(view.state()));
    }
    return new Verdict.Happens(
        new WorkItemEvent.Assigned(
            view.desk(), assignee, reason, view.traceId(), now, DESK + view.desk()));
  }

  private Verdict refuse(String what) {
    return new Verdict.Refused(STATE, "Work item " + view.workItemId() + " " + what + ".");
  }
}
