package io.breakwater.domain.policy;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.rule.Condition;
import java.util.List;
import java.util.Map;

/**
 * How a score is made.
 *
 * @param base points by severity, all four present
 * @param rules applied in order
 * @param thresholds the lowest score of P1, P2 and P3; below P3's is P4
 */
public record ScoringPolicy(
    Map<Severity, Double> base, List<Rule> rules, Map<Priority, Integer> thresholds) {

  /** What a matching rule does to the score. */
  public enum Effect {
    ADD,
    MULTIPLY,
    CAP
  }

  /** One scoring rule. */
  public record Rule(String name, Condition when, Effect effect, double value) {}

  /** The priority of a score from 0 to 100. */
  public Priority priorityOf(int score) {
    for (Priority p : List.of(Priority.P1, Priority.P2, Priority.P3)) {
      if (score >= thresholds.get(p)) {
        return p;
      }
    }
    return Priority.P4;
  }
}
