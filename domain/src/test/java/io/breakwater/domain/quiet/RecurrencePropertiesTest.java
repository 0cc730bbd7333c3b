package io.breakwater.domain.quiet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.calendar.BusinessCalendar.Interval;
import io.breakwater.domain.calendar.LocalTimes;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of recurring time whatever the clocks do. */
class RecurrencePropertiesTest {
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/London",
          "America/New_York",
          "America/St_Johns",
          "Australia/Lord_Howe",
          "Asia/Kathmandu");
  private static final LocalDate FIRST = LocalDate.of(2009, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2012, 12, 31);

  @Property
  void anInstantIsCoveredExactlyIfSomeOccurrenceHoldsIt(
      @ForAll("recurrences") Recurrence recurrence, @ForAll("instants") Instant at) {
    boolean naive = naive(recurrence, at);

    assertThat(recurrence.coveredUntil(at).isPresent()).isEqualTo(naive);
  }

  @Property
  void itIsQuietWithoutAPauseUntilThenAndNotThen(
      @ForAll("recurrences") Recurrence recurrence,
      @ForAll("instants") Instant at,
      @ForAll @IntRange(max = 1000) int share) {
    Optional<Instant> until = recurrence.coveredUntil(at);
    if (until.isEmpty()) {
      return;
    }
    Duration whole = Duration.between(at, until.get());
    assertThat(whole).isPositive();
    Instant within = at.plus(whole.minusNanos(1).multipliedBy(share).dividedBy(1000));

    assertThat(naive(recurrence, within)).isTrue();
    if (whole.compareTo(Duration.ofDays(300)) < 0) { // what goes on for ever has no one end
      assertThat(recurrence.coveredUntil(within)).isEqualTo(until);
      assertThat(naive(recurrence, until.get())).isFalse();
    }
  }

  @Property
  void anOccurrenceOverAChangeOfTheClocksBeginsAtItsLocalTimeAndLastsAsLongAsItSays(
      @ForAll("zones") String name,
      @ForAll("changes") int number,
      @ForAll("times") LocalTime time) {
    ZoneId zone = ZoneId.of(name);
    Optional<ZoneOffsetTransition> change = change(zone, number);
    if (change.isEmpty()) {
      return; // its clocks do not change
    }
    LocalDate day = change.get().getDateTimeBefore().toLocalDate();
    Recurrence recurrence =
        new Recurrence(
            zone,
            List.of(RecurringDay.of(Integer.toString(day.getDayOfMonth()))),
            time,
            Duration.ofHours(5));
    Instant begin = LocalTimes.instant(day.atTime(time), zone);

    assertThat(recurrence.coveredUntil(begin)).contains(begin.plus(Duration.ofHours(5)));
    assertThat(recurrence.coveredUntil(begin.minusMillis(1))).isEmpty();
    assertThat(recurrence.coveredUntil(begin.plus(Duration.ofHours(5)))).isEmpty();
  }

  @Property
  void quietTimeIsWithinItsBoundsItsHoursAndItsRecurrence(
      @ForAll("recurrences") Recurrence recurrence,
      @ForAll("instants") Instant from,
      @ForAll @IntRange(min = 1, max = 2000) int hours,
      @ForAll("instants") Instant at) {
    Instant to = from.plus(Duration.ofHours(hours));
    BusinessCalendar weekend =
        new BusinessCalendar(
            "weekend",
            recurrence.zone(),
            Map.of(
                DayOfWeek.SATURDAY, List.of(new Interval(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)),
                DayOfWeek.SUNDAY, List.of(new Interval(LocalTime.MIDNIGHT, LocalTime.NOON))),
            Set.of());
    QuietTime bounded = new QuietTime(from, to, null, null);
    QuietTime all = new QuietTime(from, to, weekend, recurrence);
    QuietTime open = new QuietTime(Instant.MIN, Instant.MAX, weekend, null);

    Optional<Instant> until = all.coveredUntil(at);

    assertThat(until.isPresent())
        .isEqualTo(
            bounded.coveredUntil(at).isPresent()
                && open.coveredUntil(at).isPresent()
                && recurrence.coveredUntil(at).isPresent());
    until.ifPresent(
        end -> {
          assertThat(end).isAfter(at).isBeforeOrEqualTo(to);
          assertThat(all.coveredUntil(end.minusNanos(1))).contains(end);
          assertThat(all.coveredUntil(end)).isEmpty();
        });
  }

  private static boolean naive(Recurrence recurrence, Instant at) {
    for (LocalDate day = FIRST.minusDays(10); !day.isAfter(LAST.plusDays(420)); ) {
      Instant begin = LocalTimes.instant(day.atTime(recurrence.at()), recurrence.zone());
      LocalDate date = day;
      if (recurrence.on().stream().anyMatch(d -> named(d.text(), date))
          && !at.isBefore(begin)
          && at.isBefore(begin.plus(recurrence.lasts()))) {
        return true;
      }
      day = day.plusDays(1);
    }
    return false;
  }

  /** What a day is called, by looking at the whole month. */
  private static boolean named(String text, LocalDate date) {
    List<LocalDate> month = new ArrayList<>();
    for (LocalDate d = date.withDayOfMonth(1); d.getMonth() == date.getMonth(); ) {
      month.add(d);
      d = d.plusDays(1);
    }
    return switch (text) {
      case "SAT" -> date.getDayOfWeek() == DayOfWeek.SATURDAY;
      case "FRI-MON" ->
          Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY)
              .contains(date.getDayOfWeek());
      case "MON-SUN" -> true;
      case "first SUN" -> nth(month, DayOfWeek.SUNDAY, 0).equals(date);
      case "third WED" -> nth(month, DayOfWeek.WEDNESDAY, 2).equals(date);
      case "last FRI" -> nth(month, DayOfWeek.FRIDAY, -1).equals(date);
      case "31" -> month.size() == 31 && month.get(30).equals(date);
      case "last" -> month.get(month.size() - 1).equals(date);
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static LocalDate nth(List<LocalDate> month, DayOfWeek day, int n) {
    List<LocalDate> days = month.stream().filter(d -> d.getDayOfWeek() == day).toList();
    return days.get(n < 0 ? days.size() - 1 : n);
  }

  private static Optional<ZoneOffsetTransition> change(ZoneId zone, int number) {
    ZoneOffsetTransition change =
        zone.getRules().nextTransition(FIRST.atStartOfDay(ZoneOffset.UTC).toInstant());
    for (int i = 0; i < number && change != null; i++) {
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return Optional.ofNullable(change);
  }

  @Provide
  Arbitrary<Recurrence> recurrences() {
    return Combinators.combine(
            zones(),
            Arbitraries.of(
                    "SAT", "FRI-MON", "MON-SUN", "first SUN", "third WED", "last FRI", "31", "last")
                .list()
                .ofMinSize(1)
                .ofMaxSize(2),
            times(),
            Arbitraries.integers().between(1, 7 * 24 * 60))
        .as(
            (zone, days, time, minutes) ->
                new Recurrence(
                    ZoneId.of(zone),
                    days.stream().map(RecurringDay::of).toList(),
                    time,
                    Duration.ofMinutes(minutes)));
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of(ZONES);
  }

  @Provide
  Arbitrary<Integer> changes() {
    return Arbitraries.integers().between(0, 7);
  }

  @Provide
  Arbitrary<LocalTime> times() {
    return Arbitraries.integers().between(0, 24 * 60 - 1).map(m -> LocalTime.ofSecondOfDay(m * 60));
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .between(
            FIRST.atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
            LAST.minusDays(8).atStartOfDay(ZoneOffset.UTC).toEpochSecond())
        .map(Instant::ofEpochSecond);
  }
}
