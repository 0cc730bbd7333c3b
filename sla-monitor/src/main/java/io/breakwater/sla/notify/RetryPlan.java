package io.breakwater.sla.notify;

import java.time.Duration;

/**
 * When to try again: exponential back-off with jitter, so that many failures do not return at once.
 */
final class RetryPlan {
  private RetryPlan() {}

  /**
   * The pause after the {@code attempts}-th failure: between half and all of {@code first ×
   * 2^(attempts−1)}, at most {@code longest}. The jitter comes from the notification's id, so the
   * plan of one notification is the same whenever it is made.
   *
   * @param attempts from 1
   */
  static Duration pause(String id, int attempts, Duration first, Duration longest) {
    double full =
        Math.min(
            (double) longest.toMillis(),
            first.toMillis() * Math.pow(2, Math.min(attempts, 60) - 1.0));
    double jitter = Math.floorMod((id + attempts).hashCode(), 1000) / 1000.0;
    return Duration.ofMillis((long) (full * (0.5 + 0.5 * jitter)));
  }
}
