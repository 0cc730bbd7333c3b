package io.breakwater.flink.correlation;

import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.time.EventTimeSettings;
import java.time.Duration;
import java.util.List;

/**
 * What the graph of the correlation job is built by.
 *
 * @param allowedLateness how far behind event time a member may come and still change incidents
 *     that were said; what they are made of is kept for so long after their end
 * @param policiesAtStart everything on topic {@code policy} when the job started, so that the first
 *     exception already meets them; with none, exceptions wait for the first valid policy
 */
public record CorrelationSettings(
    EventTimeSettings time, Duration allowedLateness, List<PolicyVersion> policiesAtStart) {

  /** The usual event time, one hour, and no policy yet. */
  public static final CorrelationSettings DEFAULT =
      new CorrelationSettings(EventTimeSettings.DEFAULT, Duration.ofHours(1), List.of());

  public CorrelationSettings {
    if (allowedLateness.isNegative()) {
      throw new IllegalArgumentException(
          "allowed-lateness is " + allowedLateness + ": give at least PT0S");
    }
    policiesAtStart = List.copyOf(policiesAtStart);
  }

  /** The defaults with what was given. */
  public static CorrelationSettings of(JobArguments given) {
    return new CorrelationSettings(
        EventTimeSettings.of(given),
        given.duration("allowed-lateness", DEFAULT.allowedLateness()),
        DEFAULT.policiesAtStart());
  }

  /** These settings for a job that starts when topic {@code policy} holds these versions. */
  public CorrelationSettings withPolicies(List<PolicyVersion> present) {
    return new CorrelationSettings(time, allowedLateness, present);
  }
}
