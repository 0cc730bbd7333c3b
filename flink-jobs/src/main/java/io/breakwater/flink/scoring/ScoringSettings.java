package io.breakwater.flink.scoring;

import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.time.EventTimeSettings;
import java.time.Duration;
import java.util.List;

/**
 * What the graph of the scoring job is built by.
 *
 * @param time how event time advances
 * @param dedupeTtl how long, in event time, an event is remembered as seen
 * @param exactlyOnce whether scores and features are written in transactions that commit with each
 *     checkpoint, which delays them by up to its interval; else a crash repeats some
 * @param policiesAtStart everything on topic {@code policy} when the job started, so that the first
 *     event already meets them; with none, events wait for the first valid policy
 */
public record ScoringSettings(
    EventTimeSettings time,
    Duration dedupeTtl,
    boolean exactlyOnce,
    List<PolicyVersion> policiesAtStart) {

  /** Ten minutes, at least once, and no policy yet. */
  public static final ScoringSettings DEFAULT =
      new ScoringSettings(EventTimeSettings.DEFAULT, Duration.ofMinutes(10), false, List.of());

  public ScoringSettings {
    if (dedupeTtl.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("dedupe-ttl is " + dedupeTtl + ": give at least PT0.001S");
    }
    policiesAtStart = List.copyOf(policiesAtStart);
  }

  /** The defaults with what was given. */
  public static ScoringSettings of(JobArguments given) {
    return new ScoringSettings(
        EventTimeSettings.of(given),
        given.duration("dedupe-ttl", DEFAULT.dedupeTtl()),
        given.truth("exactly-once", DEFAULT.exactlyOnce()),
        DEFAULT.policiesAtStart());
  }

  /** These settings for a job that starts when topic {@code policy} holds these versions. */
  public ScoringSettings withPolicies(List<PolicyVersion> policiesAtStart) {
    return new ScoringSettings(time, dedupeTtl, exactlyOnce, policiesAtStart);
  }
}
