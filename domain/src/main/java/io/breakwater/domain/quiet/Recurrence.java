package io.breakwater.domain.quiet;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.breakwater.domain.calendar.LocalTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Time that comes again: on some days, from a local time, for a while. Each begins at its local
 * time whatever the clocks do and lasts as long as it says: one in which the clocks change is not
 * longer or shorter, its end is at another local time. A beginning that the clocks skip is at the
 * instant of the change, one that comes twice at its first occurrence.
 *
 * @param on days of which each has one; at least one
 * @param at local time of the beginning
 * @param lasts longer than nothing, a week at most
 */
public record Recurrence(
    ZoneId zone, List<RecurringDay> on, LocalTime at, @JsonProperty("for") Duration lasts) {

  /** The longest that one may last. */
  public static final Duration LONGEST = Duration.ofDays(7);

  private static final Duration FAR = Duration.ofDays(400);

  public Recurrence {
    if (zone == null || on == null || on.isEmpty() || at == null || lasts == null) {
      throw new IllegalArgumentException(
          "a recurrence needs zone, on, at and for, e.g. {zone: Europe/London, on: [SAT], at:"
              + " \"22:00\", for: PT4H}");
    }
    on = List.copyOf(on);
    if (lasts.isZero() || lasts.isNegative() || lasts.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "for is " + lasts + "; it must be longer than nothing and at most " + LONGEST);
    }
  }

  /**
   * When what covers that instant is over, those that follow without a pause included; empty if
   * nothing covers it. What goes on for more than a year is said to end then.
   */
  public Optional<Instant> coveredUntil(Instant instant) {
    Optional<Instant> end = endOfThatAt(instant);
    Instant horizon = instant.plus(FAR);
    while (end.isPresent() && end.get().isBefore(horizon)) {
      Optional<Instant> next = endOfThatAt(end.get());
      if (next.isEmpty()) {
        return end;
      }
      end = next;
    }
    return end;
  }

  /** Of those that cover the instant the latest end. */
  private Optional<Instant> endOfThatAt(Instant instant) {
    LocalDate today = instant.atZone(zone).toLocalDate();
    Instant latest = null;
    // Clocks that go back over midnight make the evening return after the next day has begun.
    LocalDate last = today.plusDays(1);
    for (LocalDate day = today.minusDays(lasts.toDays() + 1); !day.isAfter(last); ) {
      if (hasOne(day)) {
        Instant begin = LocalTimes.instant(day.atTime(at), zone);
        if (!instant.isBefore(begin) && instant.isBefore(begin.plus(lasts))) {
          latest = begin.plus(lasts);
        }
      }
      day = day.plusDays(1);
    }
    return Optional.ofNullable(latest);
  }

  private boolean hasOne(LocalDate day) {
    return on.stream().anyMatch(d -> d.is(day));
  }

  /** E.g. {@code SAT, last FRI at 22:00 Europe/London for PT4H}. */
  @Override
  public String toString() {
    return "%s at %s %s for %s"
        .formatted(
            String.join(", ", on.stream().map(RecurringDay::text).toList()), at, zone, lasts);
  }
}
