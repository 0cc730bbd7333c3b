package io.breakwater.app.policy.shadow;

import io.breakwater.app.policy.backtest.Judgement;
import io.breakwater.app.policy.backtest.Recorded;
import io.breakwater.app.policy.backtest.Report.Placed;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.routing.Moment;

/**
 * One event, as production and as the candidate decide it.
 *
 * @param before production's decision
 * @param after the candidate's
 */
record Shadowed(Recorded.Said said, Placed before, Placed after) {

  /** Decides by both at the same moment, with the same loads. Pure. */
  static Shadowed of(
      PolicyTimeline production, PolicyTimeline candidate, Recorded.Said said, Moment moment) {
    return new Shadowed(
        said,
        Placed.of(Judgement.of(production, said, moment)),
        Placed.of(Judgement.of(candidate, said, moment)));
  }

  boolean differs() {
    return !before.equals(after);
  }

  boolean moved() {
    return !before.desk().equals(after.desk());
  }

  boolean reprioritised() {
    return before.priority() != after.priority();
  }

  boolean rescored() {
    return before.score() != after.score();
  }
}
