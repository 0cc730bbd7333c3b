package io.breakwater.domain.policy;

import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Expression;
import io.breakwater.domain.rule.NumberExpression;
import io.breakwater.domain.rule.TextExpression;
import java.time.Duration;
import java.util.List;

/**
 * A number about the events around an event: an aggregate over a sliding window of event time, per
 * key. The window of an event is the bucket that holds its time and the {@code buckets - 1} before
 * it.
 *
 * @param name what conditions call it: {@code features.NAME}
 * @param when which events count; the others still see the feature
 * @param by what makes the key; empty is one key for all events
 * @param number null, or the value of an event
 * @param text null, or the value of an event; not both
 * @param window a multiple of {@code buckets} milliseconds
 * @param buckets how many buckets of equal length the window has
 * @param halfLife after how long an earlier bucket counts half; only baselines have one, else null
 * @param warmUp how many earlier buckets a baseline needs before it says anything
 */
public record Feature(
    String name,
    Condition when,
    List<TextExpression> by,
    NumberExpression number,
    TextExpression text,
    Duration window,
    int buckets,
    Aggregate aggregate,
    Duration halfLife,
    int warmUp) {

  public Feature {
    by = List.copyOf(by);
  }

  /** The length of a bucket in milliseconds. */
  public long bucketMillis() {
    return window.toMillis() / buckets;
  }

  /**
   * Stands for what is remembered, in every version of the policy: two definitions with the same id
   * go on with each other's windows.
   */
  public long id() {
    return bits(
        Identity.hash128(
            "feature",
            name,
            when.expression(),
            keyId(),
            number == null ? "" : number.expression(),
            text == null ? "" : text.expression(),
            Long.toString(bucketMillis()),
            Integer.toString(buckets),
            aggregate.name()));
  }

  /** Stands for the key: features with the same one are kept together. */
  public String keyId() {
    return Identity.hash128(by.stream().map(Expression::expression).toArray(String[]::new))
        .substring(0, 8);
  }

  private static long bits(String hash) {
    return Long.parseUnsignedLong(hash, 0, 16, 16);
  }
}
