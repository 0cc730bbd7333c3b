package io.breakwater.domain.calendar;

import io.breakwater.domain.calendar.BusinessCalendar.ClosedDay;
import io.breakwater.domain.calendar.BusinessCalendar.CutOff;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** From when something counts that is opened on a closed day, or after the day's cut-off. */
public final class CountedOpening {
  private CountedOpening() {}

  /**
   * The instant that an opening counts as. On a closed day it moves to the next business day, to
   * its opening or to the same local time. What is then at or after the cut-off moves on to the
   * business day after. Everything else counts from when it was opened, also outside the hours.
   *
   * @return not before {@code openedAt}
   * @throws IllegalArgumentException if the calendar never opens
   */
  public static Instant of(BusinessCalendar calendar, Instant openedAt) {
    calendar.requireHours();
    LocalDateTime opened = LocalDateTime.ofInstant(openedAt, calendar.zone());
    LocalDateTime counted = afterCutOff(calendar, onBusinessDay(calendar, opened));
    return counted.equals(opened) ? openedAt : LocalTimes.instant(counted, calendar.zone());
  }

  private static LocalDateTime onBusinessDay(BusinessCalendar calendar, LocalDateTime opened) {
    if (calendar.isBusinessDay(opened.toLocalDate())) {
      return opened;
    }
    LocalDate next = calendar.nextBusinessDay(opened.toLocalDate());
    return next.atTime(
        calendar.closedDay() == ClosedDay.KEEP_TIME
            ? opened.toLocalTime()
            : opening(calendar, next));
  }

  private static LocalDateTime afterCutOff(BusinessCalendar calendar, LocalDateTime opened) {
    CutOff cutOff = calendar.cutOff();
    if (cutOff == null || opened.toLocalTime().isBefore(cutOff.at())) {
      return opened;
    }
    LocalDate next = calendar.nextBusinessDay(opened.toLocalDate());
    return next.atTime(cutOff.countsAs() == null ? opening(calendar, next) : cutOff.countsAs());
  }

  private static LocalTime opening(BusinessCalendar calendar, LocalDate day) {
    return calendar.openOn(day).get(0).from();
  }
}
