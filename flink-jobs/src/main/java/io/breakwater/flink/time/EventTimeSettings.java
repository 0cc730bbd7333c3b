package io.breakwater.flink.time;

import io.breakwater.flink.job.JobArguments;
import java.io.Serializable;
import java.time.Duration;

/**
 * How far a job trusts the event times of its input.
 *
 * @param outOfOrderness how far behind the latest event time of its partition an event may be
 *     without being late
 * @param idleness after how long without records a partition stops holding back event time
 * @param clockSkew how far the clocks of producers may be ahead of the broker's
 */
public record EventTimeSettings(Duration outOfOrderness, Duration idleness, Duration clockSkew)
    implements Serializable {

  /** Five seconds, two seconds, five minutes. */
  public static final EventTimeSettings DEFAULT =
      new EventTimeSettings(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMinutes(5));

  public EventTimeSettings {
    atLeast("out-of-orderness", outOfOrderness, Duration.ZERO);
    atLeast("idleness", idleness, Duration.ofMillis(1));
    atLeast("clock-skew", clockSkew, Duration.ZERO);
  }

  /** The defaults with what was given. */
  public static EventTimeSettings of(JobArguments given) {
    return new EventTimeSettings(
        given.duration("out-of-orderness", DEFAULT.outOfOrderness()),
        given.duration("idleness", DEFAULT.idleness()),
        given.duration("clock-skew", DEFAULT.clockSkew()));
  }

  private static void atLeast(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "%s is %s: give at least %s".formatted(name, value, least));
    }
  }
}
