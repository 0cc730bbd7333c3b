package io.breakwater.flink.scoring;

import java.time.Duration;

/**
 * What the graph of the scoring job is built by.
 *
 * @param outOfOrderness how far behind the latest event time of its partition an event may be
 *     without being late
 * @param idleness after how long without records a partition stops holding back event time
 * @param clockSkew how far the clocks of producers may be ahead of the broker's
 * @param dedupeTtl how long, in event time, an event is remembered as seen
 * @param policyEnd the offset of the last record of topic {@code policy} when the job started, -1
 *     if there was none: events wait until it, and at least one policy, has been read
 */
public record ScoringSettings(
    Duration outOfOrderness,
    Duration idleness,
    Duration clockSkew,
    Duration dedupeTtl,
    long policyEnd) {

  /** One minute, five seconds, five minutes, ten minutes, and no policy yet. */
  public static final ScoringSettings DEFAULT =
      new ScoringSettings(
          Duration.ofMinutes(1),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          -1);

  public ScoringSettings {
    atLeast("out-of-orderness", outOfOrderness, Duration.ZERO);
    atLeast("idleness", idleness, Duration.ofMillis(1));
    atLeast("clock-skew", clockSkew, Duration.ZERO);
    atLeast("dedupe-ttl", dedupeTtl, Duration.ofMillis(1));
    if (policyEnd < -1) {
      throw new IllegalArgumentException(
          "policy end is " + policyEnd + ": give the last offset, or -1 if there is none");
    }
  }

  /** These settings for a job that starts when {@code policyEnd} is the last policy record. */
  public ScoringSettings withPolicyEnd(long policyEnd) {
    return new ScoringSettings(outOfOrderness, idleness, clockSkew, dedupeTtl, policyEnd);
  }

  private static void atLeast(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "%s is %s: give at least %s".formatted(name, value, least));
    }
  }
}
