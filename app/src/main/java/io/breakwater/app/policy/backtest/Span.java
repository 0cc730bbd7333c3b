package io.breakwater.app.policy.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The time that a report is about, in steps.
 *
 * @param from what happened before it is taken in and not counted
 * @param to the end, and the instant as of which clocks are judged
 * @param every the length of a step; the last one may be shorter
 */
public record Span(Instant from, Instant to, Duration every) {
  private static final int MOST_STEPS = 1_000;
  private static final int FINE_STEPS = 200;
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(28));

  public Span {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "the backtest ends at %s, before it begins at %s".formatted(to, from));
    }
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("every must be above zero, e.g. PT1H");
    }
    if (Duration.between(from, to).dividedBy(every) >= MOST_STEPS) {
      throw new IllegalArgumentException(
          "%s to %s has more than %,d steps of %s; take longer ones"
              .formatted(from, to, MOST_STEPS, every));
    }
  }

  /**
   * A span in steps that a chart can show: the shortest usual ones of which it has not too many.
   */
  public static Span of(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return new Span(
        from,
        to,
        STEPS.stream()
            .filter(step -> length.dividedBy(step) < FINE_STEPS)
            .findFirst()
            .orElse(length.dividedBy(FINE_STEPS).plusSeconds(1)));
  }

  /** How many steps there are, at least one. */
  public int steps() {
    return step(to) + 1;
  }

  /** The step in which an instant is; -1 before the span, the last one after it. */
  public int step(Instant at) {
    if (at.isBefore(from)) {
      return -1;
    }
    Instant within = at.isAfter(to) ? to : at;
    return (int) Duration.between(from, within).dividedBy(every);
  }

  /** When each step begins. */
  public List<Instant> times() {
    return IntStream.range(0, steps()).mapToObj(i -> from.plus(every.multipliedBy(i))).toList();
  }

  /** True if what happens then is counted. */
  public boolean counts(Instant at) {
    return !at.isBefore(from) && !at.isAfter(to);
  }
}
