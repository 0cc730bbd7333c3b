package io.breakwater.domain.calendar;

import io.breakwater.domain.calendar.BusinessCalendar.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Arithmetic in the opening hours of a calendar, on real (elapsed) time: a night in which the
 * clocks go back makes an interval that spans it an hour longer, one in which they go forward an
 * hour shorter. A local time that the clocks skip stands for the instant of the change; one that
 * comes twice, for its first occurrence.
 */
public final class BusinessTime {
  private BusinessTime() {}

  /** From an instant to a later one. */
  private record Span(Instant from, Instant to) {}

  /**
   * The earliest instant by which the calendar has been open for {@code duration} since {@code
   * from}; {@code from} itself if the duration is zero. What ends with the day's last interval ends
   * at closing time, not at the next opening.
   *
   * @throws IllegalArgumentException if the duration is negative, or the calendar has no hours and
   *     the duration is not zero
   */
  public static Instant add(BusinessCalendar calendar, Instant from, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration is " + duration + "; it must not be negative");
    }
    if (duration.isZero()) {
      return from;
    }
    calendar.requireHours();
    Duration left = duration;
    for (LocalDate day = firstDay(calendar, from); ; day = day.plusDays(1)) {
      for (Span open : openOn(calendar, day)) {
        Instant start = later(open.from(), from);
        if (!start.isBefore(open.to())) {
          continue;
        }
        Duration here = Duration.between(start, open.to());
        if (left.compareTo(here) <= 0) {
          return start.plus(left);
        }
        left = left.minus(here);
      }
    }
  }

  /**
   * For how long the calendar is open from {@code from} to {@code to}.
   *
   * @return not negative; zero if {@code to} is not after {@code from}
   */
  public static Duration between(BusinessCalendar calendar, Instant from, Instant to) {
    Duration sum = Duration.ZERO;
    if (!from.isBefore(to)) {
      return sum;
    }
    LocalDate last = lastDay(calendar, to);
    for (LocalDate day = firstDay(calendar, from); !day.isAfter(last); day = day.plusDays(1)) {
      for (Span open : openOn(calendar, day)) {
        Instant start = later(open.from(), from);
        Instant end = open.to().isBefore(to) ? open.to() : to;
        if (start.isBefore(end)) {
          sum = sum.plus(Duration.between(start, end));
        }
      }
    }
    return sum;
  }

  /** True if the calendar is open at that instant; closing time itself is closed. */
  public static boolean isOpen(BusinessCalendar calendar, Instant at) {
    LocalDate last = lastDay(calendar, at);
    for (LocalDate day = firstDay(calendar, at); !day.isAfter(last); day = day.plusDays(1)) {
      for (Span open : openOn(calendar, day)) {
        if (!at.isBefore(open.from()) && at.isBefore(open.to())) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Every opening and closing after {@code from} and before {@code to}, in order; openings that
   * touch may leave instants at which nothing changes.
   */
  public static List<Instant> changesBetween(BusinessCalendar calendar, Instant from, Instant to) {
    TreeSet<Instant> changes = new TreeSet<>();
    LocalDate last = lastDay(calendar, to);
    for (LocalDate day = firstDay(calendar, from); !day.isAfter(last); day = day.plusDays(1)) {
      for (Span open : openOn(calendar, day)) {
        changes.add(open.from());
        changes.add(open.to());
      }
    }
    return List.copyOf(changes.subSet(from, false, to, false));
  }

  private static List<Span> openOn(BusinessCalendar calendar, LocalDate day) {
    List<Interval> intervals = calendar.openOn(day);
    List<Span> spans = new ArrayList<>(intervals.size());
    for (Interval interval : intervals) {
      LocalDate endDay = interval.to().equals(LocalTime.MIDNIGHT) ? day.plusDays(1) : day;
      spans.add(
          new Span(
              LocalTimes.instant(day.atTime(interval.from()), calendar.zone()),
              LocalTimes.instant(endDay.atTime(interval.to()), calendar.zone())));
    }
    return spans;
  }

  private static LocalDate firstDay(BusinessCalendar calendar, Instant from) {
    return from.atZone(calendar.zone()).toLocalDate();
  }

  /** Clocks that go back over midnight make the evening return after the next day has begun. */
  private static LocalDate lastDay(BusinessCalendar calendar, Instant to) {
    return to.atZone(calendar.zone()).toLocalDate().plusDays(1);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
