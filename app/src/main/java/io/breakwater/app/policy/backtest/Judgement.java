package io.breakwater.app.policy.backtest;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Grouping;
import io.breakwater.domain.routing.Moment;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.scoring.Score;
import io.breakwater.scoring.Scorer;
import java.util.List;

/**
 * What a timeline of policies makes of one event.
 *
 * @param priority the branch's, else the score's
 */
public record Judgement(
    int score, Priority priority, List<Contribution> contributions, DecisionRecord decision) {
  private static final TraceContext TRACE = TraceContext.mint("judgement", 0, 0);

  /**
   * Scores the event by the version in force when it occurred and routes it by the one in force at
   * the moment.
   */
  public static Judgement of(PolicyTimeline policies, Recorded.Said said, Moment moment) {
    ExceptionEvent event = said.event();
    Policy scoring = policies.inForceAt(event.occurredAt());
    Score score = Scorer.score(scoring.scoring(), event, said.features());
    ScoredException scored =
        new ScoredException(
            event.eventId(),
            event,
            TRACE,
            new Origin("judgement", 0, 0, moment.at()),
            score.score(),
            score.priority(),
            score.contributions(),
            said.features(),
            scoring.id(),
            false);
    DecisionRecord decision = Grouping.decide(policies, scored, moment);
    Priority given = decision.instructionsOrNone().priority();
    return new Judgement(
        score.score(), given == null ? score.priority() : given, score.contributions(), decision);
  }
}
