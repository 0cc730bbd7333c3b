package io.breakwater.domain.sla;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.SlaPolicy;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * One clock that the opening of a work item starts.
 *
 * @param atRiskAt event time from which it is at risk
 * @param deadline the last instant at which the target is met
 */
public record SlaPlan(String sla, Target target, Instant atRiskAt, Instant deadline) {

  /**
   * The clocks that a policy asks for.
   *
   * @param policy the version in force at the opening's event time
   * @param facts the opening on its desk; an SLA whose condition cannot judge them does not apply
   * @param openedAt event time of the opening
   */
  public static List<SlaPlan> of(Policy policy, Facts facts, Instant openedAt) {
    Instant from = openedAt.truncatedTo(ChronoUnit.MICROS);
    List<SlaPlan> plans = new ArrayList<>();
    for (SlaPolicy sla : policy.slas()) {
      if (applies(sla, facts)) {
        BusinessCalendar calendar =
            sla.calendar() == null ? null : policy.calendars().get(sla.calendar());
        for (SlaPolicy.Goal goal : sla.goals()) {
          plans.add(
              new SlaPlan(
                  sla.name(),
                  goal.target(),
                  SlaTimes.atRisk(from, goal.within(), calendar, goal.atRisk()),
                  SlaTimes.deadline(from, goal.within(), calendar)));
        }
      }
    }
    return List.copyOf(plans);
  }

  private static boolean applies(SlaPolicy sla, Facts facts) {
    try {
      return sla.when().test(facts);
    } catch (RuleFailure cannotJudge) {
      return false;
    }
  }
}
