package io.breakwater.flink.slareport;

import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.time.EventTimeSettings;
import java.time.Duration;
import java.util.List;

/**
 * What the graph of the SLA report job is built by.
 *
 * @param eventTime how far the event times of topic {@code work} are trusted
 * @param retention how long, in event time, a work item is remembered whose clocks have all
 *     stopped; whatever comes about it later starts a report of its own
 * @param revisable how long, in event time, late data may still change a window
 * @param policiesAtStart everything on topic {@code policy} when the job started
 */
public record SlaReportSettings(
    EventTimeSettings eventTime,
    Duration retention,
    Duration revisable,
    List<PolicyVersion> policiesAtStart) {

  /** The shared event time, 400 days, 30 days, and no policy yet. */
  public static final SlaReportSettings DEFAULT =
      new SlaReportSettings(
          EventTimeSettings.DEFAULT, Duration.ofDays(400), Duration.ofDays(30), List.of());

  public SlaReportSettings {
    atLeast("retention", retention, Duration.ofDays(1));
    atLeast("revisable", revisable, Duration.ZERO);
    policiesAtStart = List.copyOf(policiesAtStart);
  }

  /** The settings that somebody gave a start of the job. */
  public static SlaReportSettings of(JobArguments given) {
    return new SlaReportSettings(
        new EventTimeSettings(
            given.duration("out-of-orderness", DEFAULT.eventTime.outOfOrderness()),
            given.duration("idleness", DEFAULT.eventTime.idleness()),
            given.duration("clock-skew", DEFAULT.eventTime.clockSkew())),
        given.duration("retention", DEFAULT.retention),
        given.duration("revisable", DEFAULT.revisable),
        List.of());
  }

  /** These settings for a job that starts when topic {@code policy} holds these versions. */
  public SlaReportSettings withPolicies(List<PolicyVersion> versions) {
    return new SlaReportSettings(eventTime, retention, revisable, versions);
  }

  private static void atLeast(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "%s is %s: give at least %s".formatted(name, value, least));
    }
  }
}
