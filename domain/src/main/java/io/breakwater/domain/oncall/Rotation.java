package io.breakwater.domain.oncall;

import io.breakwater.domain.calendar.LocalTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Turns of equal length on the wall clock, one after the other: the hand-over keeps its local time
 * whatever the clocks do, so the turn in which they change is shorter or longer. A hand-over at a
 * local time that is skipped is at the instant of the change, one at a time that comes twice at its
 * first occurrence.
 *
 * @param start local time of the first hand-over; turn 0 begins there
 * @param length of a turn on the wall clock; more than nothing
 */
public record Rotation(ZoneId zone, LocalDateTime start, Duration length) {

  public Rotation {
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException("a turn's length is " + length + "; it must be positive");
    }
  }

  /** When turn {@code number} begins and the one before it ends. */
  public Instant begin(long number) {
    return LocalTimes.instant(start.plus(length.multipliedBy(number)), zone);
  }

  /** The number of the turn at that instant; negative before the first. */
  public long turnAt(Instant at) {
    Duration since = Duration.between(start, LocalDateTime.ofInstant(at, zone));
    long number = Math.floorDiv(since.toSeconds(), length.toSeconds());
    // A change of the clocks lies between local time and instants: the estimate may be off.
    while (begin(number).isAfter(at)) {
      number--;
    }
    while (!begin(number + 1).isAfter(at)) {
      number++;
    }
    return number;
  }
}
