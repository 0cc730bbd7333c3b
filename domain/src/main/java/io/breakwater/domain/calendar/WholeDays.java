package io.breakwater.domain.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Arithmetic in whole days that keeps the local time of day: two business days after Friday 14:10
 * is Tuesday 14:10, whatever the opening hours and whether or not the clocks changed in between. A
 * local time that the clocks skip stands for the instant of the change; one that comes twice, for
 * its first occurrence.
 */
public final class WholeDays {
  private WholeDays() {}

  /**
   * The same local time on the {@code days}-th business day after that of {@code from}.
   *
   * @throws IllegalArgumentException if the calendar never opens
   */
  public static Instant addBusiness(BusinessCalendar calendar, Instant from, int days) {
    LocalDateTime local = LocalDateTime.ofInstant(from, calendar.zone());
    LocalDate day = local.toLocalDate();
    for (int i = 0; i < days; i++) {
      day = calendar.nextBusinessDay(day);
    }
    return LocalTimes.instant(day.atTime(local.toLocalTime()), calendar.zone());
  }

  /** The same local time so many days of the calendar later, open or not. */
  public static Instant addCalendar(BusinessCalendar calendar, Instant from, int days) {
    LocalDateTime local = LocalDateTime.ofInstant(from, calendar.zone());
    return LocalTimes.instant(local.plusDays(days), calendar.zone());
  }

  /**
   * How much of the time from {@code from} to {@code to} lies on business days, counted from
   * midnight to midnight.
   */
  public static Duration businessBetween(BusinessCalendar calendar, Instant from, Instant to) {
    return BusinessTime.between(calendar.allDay(), from, to);
  }

  /** The earliest instant after {@code from} with {@code time} of business days in between. */
  public static Instant addBusinessPart(BusinessCalendar calendar, Instant from, Duration time) {
    return BusinessTime.add(calendar.allDay(), from, time);
  }
}
