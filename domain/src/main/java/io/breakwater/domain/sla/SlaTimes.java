package io.breakwater.domain.sla;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.calendar.BusinessTime;
import io.breakwater.domain.calendar.CountedOpening;
import io.breakwater.domain.calendar.WholeDays;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When an SLA clock is at risk and when it is due: the one place that computes either, for live
 * clocks and for reports. Elapsed time runs from the opening itself, everything else from when the
 * opening counts ({@link CountedOpening}).
 */
public final class SlaTimes {
  private SlaTimes() {}

  /**
   * The last instant at which the target is still met.
   *
   * @param calendar may be null for elapsed time
   * @throws IllegalArgumentException if anything but elapsed time comes without a calendar, or with
   *     one that never opens
   */
  public static Instant deadline(Instant openedAt, SlaDuration within, BusinessCalendar calendar) {
    if (within instanceof SlaDuration.Elapsed elapsed) {
      return openedAt.plus(elapsed.duration());
    }
    Instant from = CountedOpening.of(required(calendar), openedAt);
    if (within instanceof SlaDuration.BusinessHours hours) {
      return BusinessTime.add(calendar, from, hours.duration());
    }
    if (within instanceof SlaDuration.BusinessDays business) {
      return WholeDays.addBusiness(calendar, from, business.days());
    }
    return WholeDays.addCalendar(calendar, from, ((SlaDuration.CalendarDays) within).days());
  }

  /**
   * The instant at which {@code fraction} of the time to the deadline is gone. Of business days
   * that is their share from midnight to midnight: weekends do not bring the risk nearer.
   *
   * @param fraction in (0, 1)
   * @throws IllegalArgumentException as {@link #deadline}
   */
  public static Instant atRisk(
      Instant openedAt, SlaDuration within, BusinessCalendar calendar, double fraction) {
    if (within instanceof SlaDuration.Elapsed elapsed) {
      return openedAt.plus(part(elapsed.duration(), fraction));
    }
    Instant from = CountedOpening.of(required(calendar), openedAt);
    if (within instanceof SlaDuration.BusinessHours hours) {
      return BusinessTime.add(calendar, from, part(hours.duration(), fraction));
    }
    Instant deadline = deadline(openedAt, within, calendar);
    if (within instanceof SlaDuration.BusinessDays) {
      Duration whole = WholeDays.businessBetween(calendar, from, deadline);
      return WholeDays.addBusinessPart(calendar, from, part(whole, fraction));
    }
    return from.plus(part(Duration.between(from, deadline), fraction));
  }

  private static BusinessCalendar required(BusinessCalendar calendar) {
    if (calendar == null) {
      throw new IllegalArgumentException(
          "business hours and days need a calendar; name one for the SLA");
    }
    return calendar;
  }

  /** To the microsecond, which is what the database keeps. */
  private static Duration part(Duration whole, double fraction) {
    return Duration.of(Math.round(whole.toNanos() / 1_000 * fraction), ChronoUnit.MICROS);
  }
}
