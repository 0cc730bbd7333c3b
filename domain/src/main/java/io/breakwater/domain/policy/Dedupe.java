package io.breakwater.domain.policy;

import io.breakwater.domain.rule.TextExpression;
import java.time.Duration;
import java.util.List;

/**
 * Which exceptions of a branch are the same.
 *
 * @param scope the path of the branch that says so: what is the same is of one branch
 * @param by exceptions with the same texts are the same
 * @param window in event time, from the first one on either side
 */
public record Dedupe(String scope, List<TextExpression> by, Duration window) {

  public Dedupe {
    by = List.copyOf(by);
  }
}
