package io.breakwater.domain.policy;

import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.sla.SlaDuration;
import io.breakwater.domain.sla.Target;
import java.util.List;

/**
 * One SLA; every SLA whose {@code when} holds applies to the item.
 *
 * @param calendar null, or the calendar of its business durations
 */
public record SlaPolicy(String name, Condition when, String calendar, List<Goal> goals) {

  /**
   * One target with its time.
   *
   * @param atRisk fraction of the time to the deadline after which the clock is at risk, in (0, 1)
   */
  public record Goal(Target target, SlaDuration within, double atRisk) {}
}
