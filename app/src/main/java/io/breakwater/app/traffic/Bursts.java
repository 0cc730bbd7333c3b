package io.breakwater.app.traffic;

import java.time.Duration;

/**
 * When messages are due: every half minute the rate is twice the average for three seconds, and a
 * ninth below it in between.
 *
 * @param rate messages a second, on average
 */
public record Bursts(double rate) {
  private static final double CYCLE_SECONDS = 30;
  private static final double BURST_SECONDS = 3;
  private static final double BURST_FACTOR = 2;
  private static final double CALM_FACTOR =
      (CYCLE_SECONDS - BURST_SECONDS * BURST_FACTOR) / (CYCLE_SECONDS - BURST_SECONDS);

  public Bursts {
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate " + rate + " must be above 0 events a second");
    }
  }

  /** How long after the message that was due at {@code sinceStart} the next one is. */
  public Duration gapAfter(Duration sinceStart) {
    double intoCycle = sinceStart.toNanos() / 1e9 % CYCLE_SECONDS;
    double factor = intoCycle >= CYCLE_SECONDS - BURST_SECONDS ? BURST_FACTOR : CALM_FACTOR;
    return Duration.ofNanos((long) (1e9 / (rate * factor)));
  }
}
