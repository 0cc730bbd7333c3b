package io.breakwater.scoring.correlation;

import java.time.Duration;
import java.time.Instant;

/** Event time as correlation counts it: microseconds since 1970, what is finer is cut off. */
public final class Micros {
  private Micros() {}

  static final long PER_SECOND = 1_000_000;
  private static final int NANOS = 1_000;

  /** An instant in microseconds. */
  public static long of(Instant instant) {
    return instant.getEpochSecond() * PER_SECOND + instant.getNano() / NANOS;
  }

  static long of(Duration duration) {
    return duration.getSeconds() * PER_SECOND + duration.getNano() / NANOS;
  }

  /** Microseconds as an instant. */
  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * NANOS);
  }

  /** The second that holds the time, since 1970. */
  public static long second(long micros) {
    return Math.floorDiv(micros, PER_SECOND);
  }

  /** The last millisecond of the second that holds the time: when the second is over. */
  public static long endOfSecondMillis(long micros) {
    return (second(micros) + 1) * 1_000 - 1;
  }

  /** The last microsecond of the seconds that are over at a watermark of so many milliseconds. */
  public static long over(long watermarkMillis) {
    return Math.floorDiv(watermarkMillis + 1, 1_000) * PER_SECOND - 1;
  }
}
