package io.breakwater.flink.scoring;

import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.policy.PolicyVersion;
import java.time.Duration;
import java.util.List;

/**
 * What the graph of the scoring job is built by.
 *
 * @param outOfOrderness how far behind the latest event time of its partition an event may be
 *     without being late
 * @param idleness after how long without records a partition stops holding back event time
 * @param clockSkew how far the clocks of producers may be ahead of the broker's
 * @param dedupeTtl how long, in event time, an event is remembered as seen
 * @param policiesAtStart everything on topic {@code policy} when the job started, so that the first
 *     event already meets them; with none, events wait for the first valid policy
 */
public record ScoringSettings(
    Duration outOfOrderness,
    Duration idleness,
    Duration clockSkew,
    Duration dedupeTtl,
    List<PolicyVersion> policiesAtStart) {

  /** One minute, five seconds, five minutes, ten minutes, and no policy yet. */
  public static final ScoringSettings DEFAULT =
      new ScoringSettings(
          Duration.ofMinutes(1),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          List.of());

  public ScoringSettings {
    atLeast("out-of-orderness", outOfOrderness, Duration.ZERO);
    atLeast("idleness", idleness, Duration.ofMillis(1));
    atLeast("clock-skew", clockSkew, Duration.ZERO);
    atLeast("dedupe-ttl", dedupeTtl, Duration.ofMillis(1));
    policiesAtStart = List.copyOf(policiesAtStart);
  }

  /** The defaults with what was given. */
  public static ScoringSettings of(JobArguments given) {
    return new ScoringSettings(
        given.duration("out-of-orderness", DEFAULT.outOfOrderness()),
        given.duration("idleness", DEFAULT.idleness()),
        given.duration("clock-skew", DEFAULT.clockSkew()),
        given.duration("dedupe-ttl", DEFAULT.dedupeTtl()),
        DEFAULT.policiesAtStart());
  }

  /** These settings for a job that starts when topic {@code policy} holds these versions. */
  public ScoringSettings withPolicies(List<PolicyVersion> policiesAtStart) {
    return new ScoringSettings(outOfOrderness, idleness, clockSkew, dedupeTtl, policiesAtStart);
  }

  private static void atLeast(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "%s is %s: give at least %s".formatted(name, value, least));
    }
  }
}
