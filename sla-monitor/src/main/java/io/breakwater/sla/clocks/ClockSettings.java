package io.breakwater.sla.clocks;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How the clocks of a partition are kept.
 *
 * @param batch records in one transaction at most
 * @param timers near timers in memory at most, per partition
 * @param loadAhead how far ahead timers are loaded
 * @param settle how long what is under way takes to arrive at most: so long history waits for it,
 *     and so long no record may have come before history is judged by the wall clock
 * @param policyWait how long to wait for a policy version that scored a record and is not here yet
 * @param unpublished outbox entries under way at most, per partition; then records wait
 */
public record ClockSettings(
    int batch,
    int timers,
    Duration loadAhead,
    Duration settle,
    Duration policyWait,
    int unpublished) {

  public ClockSettings {
    if (batch < 1 || timers < 1 || unpublished < 1) {
      throw new IllegalArgumentException(
          "breakwater.sla.clocks has batch %d, timers %d, unpublished %d; each must be at least 1"
              .formatted(batch, timers, unpublished));
    }
    if (loadAhead.isNegative() || loadAhead.isZero()) {
      throw new IllegalArgumentException(
          "breakwater.sla.clocks.load-ahead is " + loadAhead + "; it must be longer than nothing");
    }
  }

  /** Reads section {@code breakwater.sla.clocks}. */
  public static ClockSettings from(Config config) {
    Config c = config.getConfig("breakwater.sla.clocks");
    return new ClockSettings(
        c.getInt("batch"),
        c.getInt("timers"),
        c.getDuration("load-ahead"),
        c.getDuration("settle"),
        c.getDuration("policy-wait"),
        c.getInt("unpublished"));
  }
}
