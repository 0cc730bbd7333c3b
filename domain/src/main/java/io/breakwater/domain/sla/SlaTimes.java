package io.breakwater.domain.sla;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.calendar.BusinessTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When an SLA clock is at risk and when it is due. */
public final class SlaTimes {
  private SlaTimes() {}

  /**
   * The last instant at which the target is still met.
   *
   * @param calendar the calendar of business hours; may be null for elapsed time
   * @throws IllegalArgumentException if business hours come without a calendar, or with one that
   *     never opens
   */
  public static Instant deadline(Instant openedAt, SlaDuration within, BusinessCalendar calendar) {
    return after(openedAt, within, calendar, 1);
  }

  /**
   * The instant at which {@code fraction} of the time to the deadline is gone.
   *
   * @param fraction in (0, 1)
   * @throws IllegalArgumentException as {@link #deadline}
   */
  public static Instant atRisk(
      Instant openedAt, SlaDuration within, BusinessCalendar calendar, double fraction) {
    return after(openedAt, within, calendar, fraction);
  }

  private static Instant after(
      Instant openedAt, SlaDuration within, BusinessCalendar calendar, double fraction) {
    if (within instanceof SlaDuration.BusinessHours business) {
      if (calendar == null) {
        throw new IllegalArgumentException("business hours need a calendar; name one for the SLA");
      }
      return BusinessTime.add(calendar, openedAt, part(business.duration(), fraction));
    }
    return openedAt.plus(part(((SlaDuration.Elapsed) within).duration(), fraction));
  }

  /** To the microsecond, which is what the database keeps. */
  private static Duration part(Duration whole, double fraction) {
    return fraction == 1
        ? whole
        : Duration.of(Math.round(whole.toNanos() / 1_000 * fraction), ChronoUnit.MICROS);
  }
}
