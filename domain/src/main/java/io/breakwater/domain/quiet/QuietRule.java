package io.breakwater.domain.quiet;

import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import java.time.Instant;
import java.util.Optional;

/**
 * A silence or a maintenance window: what matches is quiet at certain times.
 *
 * @param by the silence's id or the window's name
 */
public record QuietRule(
    Quiet.Kind kind, String by, Condition when, QuietTime time, String owner, String reason) {

  /** The quiet of an item at an instant, if there is one. */
  public Optional<Quiet> of(Facts facts, Instant at) {
    if (at.isBefore(time.from()) || !at.isBefore(time.to()) || !matches(when, facts)) {
      return Optional.empty(); // most are decided without looking at hours
    }
    return time.coveredUntil(at)
        .map(
            until ->
                new Quiet(kind, by, null, until.equals(Instant.MAX) ? null : until, owner, reason));
  }

  /** True if it holds; what cannot be judged for this item does not match. */
  static boolean matches(Condition condition, Facts facts) {
    try {
      return condition.test(facts);
    } catch (RuleFailure e) {
      return false;
    }
  }
}
