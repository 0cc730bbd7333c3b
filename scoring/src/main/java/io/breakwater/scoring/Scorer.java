package io.breakwater.scoring;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.policy.ScoringPolicy;
import io.breakwater.domain.rule.Facts;
import java.util.Map;

/**
 * Scores an exception event: the base of its severity, then the matching rules in order, as {@link
 * ScoreSheet} adds them up.
 */
public final class Scorer {
  private Scorer() {}

  /** Scores {@code event}. A rule that cannot judge it contributes nothing, and says so. */
  public static Score score(
      ScoringPolicy policy, ExceptionEvent event, Map<String, Double> features) {
    Facts facts = Facts.ofEvent(event, features);
    ScoreSheet sheet = new ScoreSheet(policy.base().get(event.severity()));
    for (ScoringPolicy.Rule rule : policy.rules()) {
      apply(rule, facts, sheet);
    }
    return sheet.score(policy);
  }

  private static void apply(ScoringPolicy.Rule rule, Facts facts, ScoreSheet sheet) {
    boolean matches;
    try {
      matches = rule.when().test(facts);
    } catch (RuntimeException e) {
      sheet.failed(rule.name(), e.getMessage());
      return;
    }
    if (matches) {
      sheet.apply(rule.name(), rule.effect(), rule.value());
    }
  }
}
