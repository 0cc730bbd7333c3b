package io.breakwater.domain.sla.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A kind of window: one ends at every boundary. Boundaries of whole days are local midnights,
 * counted from a Monday, so that weeks begin on Mondays; shorter ones begin anew at every local
 * midnight, so that a day in which the clocks change has more or fewer of them, and nothing is
 * counted twice or not at all.
 *
 * @param length of a window, a whole number of {@code every}; the same if windows do not overlap
 * @param every from one boundary to the next: whole days, or a part of a day that divides it
 */
public record ReportWindow(Duration length, Duration every) {

  /** Boundaries are multiples of this: what is counted is kept in slices of it. */
  public static final Duration SLICE = Duration.ofMinutes(5);

  private static final Duration DAY = Duration.ofDays(1);
  private static final LocalDate MONDAY = LocalDate.of(1970, 1, 5);

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException with a sentence that names what is wrong and the remedy
   */
  public ReportWindow {
    if (every.compareTo(SLICE) < 0) {
      throw new IllegalArgumentException("every is " + every + "; write at least " + SLICE);
    }
    boolean dividesDay = every.compareTo(DAY) < 0 && DAY.toMillis() % every.toMillis() == 0;
    boolean wholeDays = every.toMillis() % DAY.toMillis() == 0;
    if (every.toMillis() % SLICE.toMillis() != 0 || !(dividesDay || wholeDays)) {
      throw new IllegalArgumentException(
          "every is "
              + every
              + "; write 5 minutes or a multiple that divides a day, or whole days");
    }
    if (length.toMillis() % every.toMillis() != 0) {
      throw new IllegalArgumentException(
          "length is " + length + "; write a multiple of every, which is " + every);
    }
  }

  /** The first boundary after {@code instant}. */
  public Instant nextEnd(Instant instant, ZoneId zone) {
    Instant last = boundary(instant, zone);
    if (every.compareTo(DAY) >= 0) {
      return midnight(date(last, zone).plusDays(every.toDays()), zone);
    }
    Instant midnight = midnight(date(last, zone).plusDays(1), zone);
    Instant next = last.plus(every);
    return next.isBefore(midnight) ? next : midnight;
  }

  /** True if a window ends at that instant. */
  public boolean endsAt(Instant instant, ZoneId zone) {
    return boundary(instant, zone).equals(instant);
  }

  /** The beginning of the window that ends at a boundary. */
  public Instant start(Instant end, ZoneId zone) {
    Instant start = end;
    for (long i = length.toMillis() / every.toMillis(); i > 0; i--) {
      start = boundary(start.minusMillis(1), zone);
    }
    return start;
  }

  /** The last boundary at or before {@code instant}. */
  private Instant boundary(Instant instant, ZoneId zone) {
    LocalDate day = date(instant, zone);
    if (every.compareTo(DAY) >= 0) {
      long since = day.toEpochDay() - MONDAY.toEpochDay();
      return midnight(day.minusDays(Math.floorMod(since, every.toDays())), zone);
    }
    Instant midnight = midnight(day, zone);
    long passed = Duration.between(midnight, instant).toMillis();
    return midnight.plusMillis(passed - passed % every.toMillis());
  }

  private static LocalDate date(Instant instant, ZoneId zone) {
    return instant.atZone(zone).toLocalDate();
  }

  private static Instant midnight(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
