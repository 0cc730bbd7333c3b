package io.breakwater.domain.sla;

import java.time.Instant;
import java.util.List;

/**
 * One stretch in which a work item was open.
 *
 * @param number 1 for the first opening, one more after each reopening
 * @param acknowledgedAt null while nobody has
 * @param resolvedAt null while open
 */
public record SlaRun(
    int number, Instant openedAt, List<SlaPlan> plans, Instant acknowledgedAt, Instant resolvedAt) {

  /** When the clock of a target stopped, or null; resolving also stops what was to acknowledge. */
  public Instant stoppedAt(Target target) {
    return target == Target.ACKNOWLEDGE && acknowledgedAt != null ? acknowledgedAt : resolvedAt;
  }

  SlaRun acknowledged(Instant at) {
    return new SlaRun(number, openedAt, plans, at, resolvedAt);
  }

  /** This stretch as the part of another item's work: no clock of its own. */
  SlaRun absorbed() {
    return new SlaRun(number, openedAt, List.of(), acknowledgedAt, resolvedAt);
  }

  SlaRun resolved(Instant at) {
    return new SlaRun(number, openedAt, plans, acknowledgedAt, at);
  }
}
