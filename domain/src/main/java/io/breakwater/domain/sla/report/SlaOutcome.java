package io.breakwater.domain.sla.report;

import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.SlaClock;
import io.breakwater.domain.sla.Target;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * How one clock of one work item stands.
 *
 * @param id hash of (work item, SLA, target, run)
 * @param run 1 for the first opening, one more after each reopening
 * @param openedAt event time from which the clock runs
 * @param deadline the last instant at which the target is met
 * @param stoppedAt null if nothing up to {@code asOf} stopped it
 * @param outcome as of {@code asOf}
 * @param asOf event time up to which every fact was known when this was said
 */
public record SlaOutcome(
    String id,
    String workItemId,
    String sourceId,
    String exceptionId,
    String sla,
    Target target,
    int run,
    String desk,
    Instant openedAt,
    Instant deadline,
    Instant stoppedAt,
    Outcome outcome,
    Instant asOf,
    Revision revision,
    String traceId)
    implements SlaReport {

  /** The id of a clock in reports. */
  public static String id(String workItemId, String sla, Target target, int run) {
    return Identity.hash128("sla-outcome", workItemId, sla, target.name(), Integer.toString(run));
  }

  /**
   * How a clock that was not cancelled stands at an instant. The facts decide, and what stopped it
   * later than that instant is not known yet.
   *
   * @param stoppedAt null if nothing stopped it
   */
  public static Outcome standing(Instant deadline, Instant stoppedAt, Instant asOf) {
    if (stoppedAt != null && !stoppedAt.isAfter(asOf)) {
      return stoppedAt.isAfter(deadline) ? Outcome.BREACHED : Outcome.MET;
    }
    return asOf.isAfter(deadline) ? Outcome.BREACHED : Outcome.RUNNING;
  }

  @Override
  public String key() {
    return workItemId;
  }

  /** True if both say the same about the clock, whenever and however they came to say it. */
  boolean saysAs(SlaOutcome other) {
    return outcome == other.outcome
        && openedAt.equals(other.openedAt)
        && deadline.equals(other.deadline)
        && Objects.equals(stoppedAt, other.stoppedAt)
        && desk.equals(other.desk);
  }

  /** True if {@code before} was wrong already when it was said, in the light of this one. */
  boolean revises(SlaOutcome before) {
    Instant stoppedBy = stoppedAt == null || stoppedAt.isAfter(before.asOf) ? null : stoppedAt;
    Outcome then =
        outcome == Outcome.CANCELLED
            ? Outcome.CANCELLED
            : standing(deadline, stoppedAt, before.asOf);
    return then != before.outcome
        || !openedAt.equals(before.openedAt)
        || !deadline.equals(before.deadline)
        || !Objects.equals(stoppedBy, before.stoppedAt);
  }

  SlaOutcome with(Revision other) {
    return new SlaOutcome(
        id,
        workItemId,
        sourceId,
        exceptionId,
        sla,
        target,
        run,
        desk,
        openedAt,
        deadline,
        stoppedAt,
        outcome,
        asOf,
        other,
        traceId);
  }

  /** The clock that this is about, as {@link io.breakwater.domain.sla.SlaClocks} takes it. */
  SlaClock clock() {
    return new SlaClock(
        sla,
        target,
        run,
        openedAt,
        deadline,
        deadline,
        stoppedAt,
        asOf,
        outcome == Outcome.CANCELLED,
        Set.of());
  }
}
