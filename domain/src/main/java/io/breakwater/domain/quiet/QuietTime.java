package io.breakwater.domain.quiet;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.calendar.BusinessTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When something is quiet.
 *
 * @param from {@link Instant#MIN} for always before
 * @param to exclusive; {@link Instant#MAX} for no end
 * @param during only while this is open; null for always
 * @param recurrence only then; null for always
 */
public record QuietTime(Instant from, Instant to, BusinessCalendar during, Recurrence recurrence) {

  // Weekly hours that close at all close within eight days, and holidays only close them sooner.
  private static final Duration WEEK = Duration.ofDays(9);

  /**
   * Until when it is quiet without a pause, if it is quiet at that instant; {@link Instant#MAX} for
   * no end.
   */
  public Optional<Instant> coveredUntil(Instant at) {
    if (at.isBefore(from) || !at.isBefore(to)) {
      return Optional.empty();
    }
    Optional<Instant> open = during == null ? Optional.of(Instant.MAX) : openUntil(at);
    Optional<Instant> recurs =
        recurrence == null ? Optional.of(Instant.MAX) : recurrence.coveredUntil(at);
    return open.isEmpty() || recurs.isEmpty()
        ? Optional.empty()
        : Optional.of(earliest(to, earliest(open.get(), recurs.get())));
  }

  private Optional<Instant> openUntil(Instant at) {
    if (!BusinessTime.isOpen(during, at)) {
      return Optional.empty();
    }
    return BusinessTime.changesBetween(during, at, at.plus(WEEK)).stream()
        .filter(change -> !BusinessTime.isOpen(during, change))
        .findFirst()
        .or(() -> Optional.of(Instant.MAX));
  }

  private static Instant earliest(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
