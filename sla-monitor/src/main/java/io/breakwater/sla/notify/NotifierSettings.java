package io.breakwater.sla.notify;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How notifications are sent.
 *
 * @param pace how long word of new notifications may wait for more of them
 * @param poll how often to look for due notifications when nobody said there are some
 * @param batch how many to take at once
 * @param lease how long a claimed notification is left to its sender before another may try; longer
 *     than {@code timeout}
 * @param timeout of one webhook call
 * @param firstRetry the pause after the first failure; it doubles with each further one
 * @param longestRetry the longest pause
 * @param giveUpAfter from creation; then the notification is FAILED and can be looked up
 */
public record NotifierSettings(
    Duration pace,
    Duration poll,
    int batch,
    Duration lease,
    Duration timeout,
    Duration firstRetry,
    Duration longestRetry,
    Duration giveUpAfter) {

  public NotifierSettings {
    if (batch < 1) {
      throw new IllegalArgumentException(
          "breakwater.sla.notifier.batch is " + batch + "; it must be at least 1");
    }
    if (lease.compareTo(timeout) <= 0) {
      throw new IllegalArgumentException(
          "breakwater.sla.notifier.lease is "
              + lease
              + "; it must be longer than the timeout, "
              + timeout
              + ", or one message could be on its way twice");
    }
  }

  /** Reads section {@code breakwater.sla.notifier}. */
  public static NotifierSettings from(Config config) {
    Config c = config.getConfig("breakwater.sla.notifier");
    return new NotifierSettings(
        c.getDuration("pace"),
        c.getDuration("poll"),
        c.getInt("batch"),
        c.getDuration("lease"),
        c.getDuration("timeout"),
        c.getDuration("first-retry"),
        c.getDuration("longest-retry"),
        c.getDuration("give-up-after"));
  }
}
