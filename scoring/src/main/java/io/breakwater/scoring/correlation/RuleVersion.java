package io.breakwater.scoring.correlation;

import io.breakwater.domain.policy.CorrelationPolicy.Rule;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.ScoringPolicy;
import io.breakwater.domain.rule.IncidentCondition;
import io.breakwater.domain.rule.IncidentFacts;
import io.breakwater.domain.rule.RuleFailure;
import io.breakwater.scoring.Score;
import io.breakwater.scoring.ScoreSheet;
import java.util.Optional;

/**
 * A correlation rule as one version of the policy has it.
 *
 * @param policyVersion {@code policy@version}
 * @param scoring gives the priorities
 * @param isParent true if another rule names it as its parent
 */
public record RuleVersion(
    String policyVersion, Rule rule, ScoringPolicy scoring, boolean isParent) {

  /** The rule of this name in a policy. */
  public static Optional<RuleVersion> of(Policy policy, String rule) {
    return policy
        .correlation()
        .rule(rule)
        .map(
            found ->
                new RuleVersion(
                    policy.id(),
                    found,
                    policy.scoring(),
                    policy.correlation().rules().stream()
                        .anyMatch(other -> rule.equals(other.parent()))));
  }

  /** The end of an incident of these members: no member joins after it. */
  long end(Slice members) {
    long byGap = members.lastAt() + Micros.of(rule.sessionGap());
    long byDuration = members.firstAt() + Micros.of(rule.maxDuration());
    return Math.max(members.lastAt(), Math.min(byGap, byDuration));
  }

  /** True if these members make an incident. A condition that fails does not hold. */
  boolean opens(Slice members) {
    return members.count() >= rule.minMembers() && holds(rule.openWhen(), facts(members));
  }

  private static boolean holds(IncidentCondition condition, IncidentFacts facts) {
    try {
      return condition.test(facts);
    } catch (RuleFailure e) {
      return false;
    }
  }

  Score score(Slice members) {
    IncidentFacts facts = facts(members);
    ScoreSheet sheet =
        new ScoreSheet(
            switch (rule.score().base()) {
              case MAX_SCORE -> facts.maxScore();
              case MEAN_SCORE -> facts.meanScore();
              case POINTS -> rule.score().points();
            });
    for (var next : rule.score().rules()) {
      try {
        if (next.when().test(facts)) {
          sheet.apply(next.name(), next.effect(), next.value());
        }
      } catch (RuleFailure e) {
        sheet.failed(next.name(), e.getMessage());
      }
    }
    return sheet.score(scoring);
  }

  IncidentFacts facts(Slice members) {
    return members.facts(rule.attributes().keySet(), rule.matching().keySet());
  }
}
