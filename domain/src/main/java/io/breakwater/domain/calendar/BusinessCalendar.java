package io.breakwater.domain.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Opening hours in a time zone.
 *
 * @param hours disjoint intervals in order, by day; a day without any is closed
 * @param holidays closed whatever the day
 */
public record BusinessCalendar(
    String name, ZoneId zone, Map<DayOfWeek, List<Interval>> hours, Set<LocalDate> holidays) {

  /**
   * Local times of one day.
   *
   * @param to exclusive; {@link LocalTime#MIDNIGHT} means the end of the day
   */
  public record Interval(LocalTime from, LocalTime to) {}
}
