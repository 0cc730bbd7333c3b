package io.breakwater.domain.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Opening hours in a time zone, and from when an opening counts; see {@link CountedOpening}.
 *
 * @param hours disjoint intervals in order, by day; a day without any is closed
 * @param holidays closed whatever the day
 * @param cutOff null if the whole of a business day counts as that day
 * @param closedDay from when something counts that is opened on a closed day
 */
public record BusinessCalendar(
    String name,
    ZoneId zone,
    Map<DayOfWeek, List<Interval>> hours,
    Set<LocalDate> holidays,
    CutOff cutOff,
    ClosedDay closedDay) {

  private static final List<Interval> ALL_DAY =
      List.of(new Interval(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));

  /** A calendar without a cut-off; what is opened on a closed day counts from the next opening. */
  public BusinessCalendar(
      String name, ZoneId zone, Map<DayOfWeek, List<Interval>> hours, Set<LocalDate> holidays) {
    this(name, zone, hours, holidays, null, ClosedDay.OPENING);
  }

  /**
   * Local times of one day.
   *
   * @param to exclusive; {@link LocalTime#MIDNIGHT} means the end of the day
   */
  public record Interval(LocalTime from, LocalTime to) {}

  /**
   * What is opened at or after {@code at} on a business day counts as opened on the next one.
   *
   * @param countsAs the local time there; null for its opening
   */
  public record CutOff(LocalTime at, LocalTime countsAs) {}

  /** As what an opening on a closed day counts. */
  public enum ClosedDay {
    /** As one at the opening of the next business day. */
    OPENING,
    /** As one at the same local time of the next business day. */
    KEEP_TIME
  }

  /** True if the calendar opens on that day at all. */
  public boolean isBusinessDay(LocalDate day) {
    return !openOn(day).isEmpty();
  }

  /** The opening hours of one day; empty if it is closed. */
  List<Interval> openOn(LocalDate day) {
    return holidays.contains(day) ? List.of() : hours.getOrDefault(day.getDayOfWeek(), List.of());
  }

  /** The same business days, each open from midnight to midnight. */
  BusinessCalendar allDay() {
    Map<DayOfWeek, List<Interval>> whole = new EnumMap<>(DayOfWeek.class);
    hours.forEach((day, intervals) -> whole.put(day, intervals.isEmpty() ? intervals : ALL_DAY));
    return new BusinessCalendar(name, zone, whole, holidays, cutOff, closedDay);
  }

  /**
   * The first business day after {@code day}.
   *
   * @throws IllegalArgumentException if the calendar never opens
   */
  LocalDate nextBusinessDay(LocalDate day) {
    requireHours();
    LocalDate next = day.plusDays(1);
    while (!isBusinessDay(next)) {
      next = next.plusDays(1);
    }
    return next;
  }

  void requireHours() {
    if (hours.values().stream().allMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "calendar \"" + name + "\" is never open; give at least one day hours");
    }
  }
}
