package io.breakwater.domain.sla;

import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.sla.SlaEvent.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One target of one run of a work item, and the steps that have been spoken about it.
 *
 * @param stoppedAt null while it runs
 * @param firstSeenAt wall clock: what was past by then is history and pages nobody
 * @param cancelled true if the facts turned out to start no such clock
 * @param spoken the steps that are on record
 */
public record SlaClock(
    String sla,
    Target target,
    int run,
    Instant openedAt,
    Instant atRiskAt,
    Instant deadline,
    Instant stoppedAt,
    Instant firstSeenAt,
    boolean cancelled,
    Set<Step> spoken) {

  public SlaClock {
    spoken = Set.copyOf(spoken);
  }

  /** How the clock stands: a function of the facts and the instant, nothing else. */
  public Outcome outcome(Instant asOf) {
    if (cancelled) {
      return Outcome.CANCELLED;
    }
    if (stoppedAt != null) {
      return stoppedAt.isAfter(deadline) ? Outcome.BREACHED : Outcome.MET;
    }
    return asOf.isAfter(deadline) ? Outcome.BREACHED : Outcome.RUNNING;
  }

  /**
   * The steps to speak now, in order of their time.
   *
   * @param now the wall clock
   * @param horizon the event time up to which the facts are known; history is judged only behind
   *     it, because the fact that stopped a clock in time may be a moment behind in a replay
   */
  public List<Step> unspoken(Instant now, Instant horizon) {
    List<Step> steps = new ArrayList<>();
    if (cancelled) {
      if (spoken.contains(Step.STARTED)) {
        steps.add(Step.CANCELLED);
      }
    } else {
      steps.add(Step.STARTED);
      if (hasPassed(atRiskAt, now, horizon)) {
        steps.add(Step.AT_RISK);
      }
      if (hasPassed(deadline, now, horizon)) {
        steps.add(Step.BREACHED);
      }
      if (stoppedAt != null) {
        steps.add(stoppedAt.isAfter(deadline) ? Step.STOPPED_LATE : Step.MET);
      }
    }
    steps.removeAll(spoken);
    return steps;
  }

  private boolean hasPassed(Instant at, Instant now, Instant horizon) {
    if (stoppedAt != null) {
      return stoppedAt.isAfter(at);
    }
    return (isHistory(deadline) ? horizon : now).isAfter(at);
  }

  /** The time of the next step that passing time alone will bring; empty if there is none. */
  public Optional<Instant> nextDue() {
    if (cancelled || stoppedAt != null) {
      return Optional.empty();
    }
    if (!spoken.contains(Step.AT_RISK)) {
      return Optional.of(atRiskAt);
    }
    return spoken.contains(Step.BREACHED) ? Optional.empty() : Optional.of(deadline);
  }

  /** True if {@code at} had passed before this clock was first seen (backlog, replay). */
  public boolean isHistory(Instant at) {
    return at.isBefore(firstSeenAt);
  }

  /** Event time of a step. */
  public Instant at(Step step) {
    return switch (step) {
      case STARTED, CANCELLED -> openedAt;
      case AT_RISK -> atRiskAt;
      case BREACHED -> deadline;
      case MET, STOPPED_LATE -> stoppedAt;
    };
  }

  /** True if a step may page somebody: its own time, or else the deadline, was still to come. */
  public boolean isLive(Step step) {
    return !isHistory(step == Step.AT_RISK ? atRiskAt : deadline);
  }

  /** This clock with more steps on record. */
  public SlaClock spoke(List<Step> steps) {
    if (steps.isEmpty()) {
      return this;
    }
    Set<Step> all = EnumSet.copyOf(steps);
    all.addAll(spoken);
    return new SlaClock(
        sla, target, run, openedAt, atRiskAt, deadline, stoppedAt, firstSeenAt, cancelled, all);
  }

  /** True if {@code other} is this clock in another state. */
  public boolean isSameClockAs(SlaClock other) {
    return run == other.run && target == other.target && sla.equals(other.sla);
  }

  /** The name of a step in ids: {@code standard/acknowledge/at-risk:1}. */
  public String name(Step step) {
    return "%s/%s/%s:%d".formatted(sla, lower(target), lower(step), run);
  }

  /** The deterministic id of a step of this clock. */
  public String eventId(String workItemId, Step step) {
    return Identity.hash128("sla", workItemId, name(step));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
