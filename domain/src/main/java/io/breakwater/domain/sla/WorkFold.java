package io.breakwater.domain.sla;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkNote;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.domain.work.WorkStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes one record of topic {@code work} into what is known of its item. Pure. */
public final class WorkFold {
  private static final String UPSTREAM = "upstream";

  private final PolicyTimeline policies;

  public WorkFold(PolicyTimeline policies) {
    this.policies = policies;
  }

  /**
   * The state after {@code record}; the same state if it was taken in before.
   *
   * @param trace the record's {@code traceparent}
   */
  public ItemState apply(ItemState state, WorkRecord record, TraceContext trace) {
    if (state.seen().contains(record.sequence())) {
      return state;
    }
    ItemState seen = state.saw(record.sequence());
    if (seen.trace() == null) {
      seen = seen.in(new TraceContext(record.event().traceId(), trace.spanId()));
    }
    ItemState next = fold(seen, record.sequence(), record.event());
    return state.seen().isNewest(record.sequence())
        ? next.held(isHeld(state.held(), record.event()))
        : next;
  }

  /** The policy version that scored what the event carries, if it carries a scored exception. */
  public static Optional<String> scoredBy(WorkItemEvent event) {
    return Optional.ofNullable(cause(event)).map(ScoredException::policyVersion);
  }

  private static ScoredException cause(WorkItemEvent event) {
    if (event instanceof WorkItemEvent.Opened opened) {
      return opened.cause();
    }
    if (event instanceof WorkItemEvent.Updated updated) {
      return updated.cause();
    }
    return event instanceof WorkItemEvent.Reopened reopened ? reopened.cause() : null;
  }

  private static boolean isHeld(boolean before, WorkItemEvent event) {
    if (event instanceof WorkItemEvent.Opened opened) {
      return opened.state() == WorkItemState.HELD;
    }
    if (event instanceof WorkItemEvent.Reopened reopened) {
      return reopened.hold() != null;
    }
    return before && (event instanceof WorkItemEvent.Updated || leavesHeld(event));
  }

  private static boolean leavesHeld(WorkItemEvent event) {
    if (event instanceof WorkStep.Undone undone) {
      return undone.restored().state() == WorkItemState.HELD;
    } else if (event instanceof WorkStep.Escalated escalated) {
      return escalated.desk().equals(escalated.from());
    }
    return event instanceof WorkNote || event instanceof WorkStep.Unassigned;
  }

  private ItemState fold(ItemState state, long sequence, WorkItemEvent event) {
    Instant at = event.occurredAt();
    boolean upstream = UPSTREAM.equals(event.by());
    if (event instanceof WorkStep step) {
      return fold(state, sequence, step);
    }
    if (event instanceof WorkItemEvent.Opened opened) {
      ItemState known = state.isKnown() ? state : state.of(opened.cause());
      known = known.on(opened.desk(), state.assignee());
      Instant since = opened.cause().event().occurredAt();
      return switch (opened.cause().event().kind()) {
        case RAISED -> opened(known, sequence, opened.cause(), since, true);
        case UPDATED ->
            known.with(
                new ClockFact(
                    sequence,
                    ClockFact.Kind.OPENED_BY_UPDATE,
                    since,
                    true,
                    plans(known, opened.cause(), since)));
        case RESOLVED -> known.with(stop(sequence, ClockFact.Kind.RESOLVED, since, true));
      };
    }
    if (event instanceof WorkItemEvent.Updated updated) {
      ItemState scored = state.scored(updated.score(), updated.priority());
      if (updated.kind() == Kind.RAISED && updated.cause() != null) {
        return opened(scored.of(updated.cause()), sequence, updated.cause(), at, true);
      }
      return updated.kind() == Kind.RESOLVED
          ? scored.with(stop(sequence, ClockFact.Kind.RESOLVED, at, true))
          : scored;
    }
    if (event instanceof WorkItemEvent.Assigned assigned) {
      return state.on(assigned.desk(), assigned.assignee());
    }
    if (event instanceof WorkItemEvent.Acknowledged) {
      return state.with(stop(sequence, ClockFact.Kind.ACKNOWLEDGED, at, upstream));
    }
    if (event instanceof WorkItemEvent.Resolved || event instanceof WorkItemEvent.Closed) {
      return state.with(stop(sequence, ClockFact.Kind.RESOLVED, at, upstream));
    }
    if (event instanceof WorkItemEvent.Absorbed) {
      return state.with(stop(sequence, ClockFact.Kind.ABSORBED, at, upstream));
    }
    if (event instanceof WorkItemEvent.Reopened reopened) {
      ItemState known = reopened.cause() == null ? state : state.of(reopened.cause());
      return opened(known.on(reopened.desk(), null), sequence, reopened.cause(), at, upstream);
    }
    return event instanceof WorkNote.Followed followed
        ? state.scored(followed.score(), followed.priority())
        : state;
  }

  private ItemState fold(ItemState state, long sequence, WorkStep step) {
    Instant at = step.occurredAt();
    if (step instanceof WorkStep.Undone undone) {
      return state
          .on(undone.restored().desk(), undone.restored().assignee())
          .without(undone.undoes(), at);
    } else if (step instanceof WorkStep.SplitOff split) {
      return state.on(split.desk(), null).without(split.undoes(), at);
    } else if (step instanceof WorkStep.Merged) {
      return state.with(stop(sequence, ClockFact.Kind.MERGED, at, false));
    } else if (step instanceof WorkStep.Started started) {
      return state
          .on(started.desk(), started.assignee())
          .with(stop(sequence, ClockFact.Kind.ACKNOWLEDGED, at, false));
    } else if (step instanceof WorkStep.Waited) {
      // Whoever lets it wait has seen it. Whether clocks stand still meanwhile is in the event.
      return state.with(stop(sequence, ClockFact.Kind.ACKNOWLEDGED, at, false));
    } else if (step instanceof WorkStep.Unassigned || step instanceof WorkStep.Transferred) {
      return state.on(step.desk(), null);
    } else if (step instanceof WorkStep.Escalated escalated) {
      boolean stays = escalated.desk().equals(escalated.from());
      return stays ? state : state.on(step.desk(), null);
    }
    return state;
  }

  private ItemState opened(
      ItemState state, long sequence, ScoredException cause, Instant at, boolean upstream) {
    return state.with(
        new ClockFact(sequence, ClockFact.Kind.OPENED, at, upstream, plans(state, cause, at)));
  }

  private static ClockFact stop(long sequence, ClockFact.Kind kind, Instant at, boolean upstream) {
    return new ClockFact(sequence, kind, at, upstream, List.of());
  }

  /** By the version that scored the cause, which is the one in force at its event time. */
  private List<SlaPlan> plans(ItemState state, ScoredException cause, Instant at) {
    Facts facts = cause == null ? state.facts() : Facts.ofScored(cause).onDesk(state.desk());
    if (facts.event() == null) {
      return List.of(); // a person reopened an item whose opening has not come yet
    }
    Policy policy =
        cause == null
            ? policies.inForceAt(at)
            : policies.byId(cause.policyVersion()).orElseGet(() -> policies.inForceAt(at));
    return SlaPlan.of(policy, facts, at);
  }
}
