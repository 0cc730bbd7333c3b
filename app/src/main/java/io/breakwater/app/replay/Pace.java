package io.breakwater.app.replay;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast event time passes during a replay.
 *
 * @param factor seconds of event time in a second; {@link Double#POSITIVE_INFINITY} does not wait
 */
public record Pace(double factor) {
  /** As fast as the broker takes it. */
  public static final Pace MAX = new Pace(Double.POSITIVE_INFINITY);

  /**
   * Reads {@code max} or a factor such as {@code 60x}.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static Pace parse(String text) {
    if (text.equals("max")) {
      return MAX;
    }
    try {
      double factor =
          Double.parseDouble(text.endsWith("x") ? text.substring(0, text.length() - 1) : text);
      if (factor > 0 && !Double.isNaN(factor)) {
        return new Pace(factor);
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw new IllegalArgumentException(
        "speed '" + text + "' is neither max nor a factor above 0 such as 60x");
  }

  /** How long after the replay's start an event is due. */
  public Duration due(Instant first, Instant occurredAt) {
    return Double.isInfinite(factor)
        ? Duration.ZERO
        : Duration.ofNanos((long) (Duration.between(first, occurredAt).toNanos() / factor));
  }
}
