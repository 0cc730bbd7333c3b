package io.breakwater.domain.calendar;

import io.breakwater.domain.calendar.BusinessCalendar.ClosedDay;
import io.breakwater.domain.calendar.BusinessCalendar.CutOff;
import io.breakwater.domain.calendar.BusinessCalendar.Interval;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random calendars of 2010 and 2011, in zones that change their clocks in different ways. */
final class AnyCalendar {
  private AnyCalendar() {}

  // America/St_Johns put its clocks back from 00:01 to 23:01 the day before until 2011.
  private static final List<String> ZONES =
      List.of("UTC", "Europe/London", "America/New_York", "America/St_Johns", "Asia/Kathmandu");

  static Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .between(
            Instant.parse("2010-01-01T00:00:00Z").getEpochSecond(),
            Instant.parse("2011-12-31T00:00:00Z").getEpochSecond())
        .map(Instant::ofEpochSecond);
  }

  /** Without a cut-off; closed days count from the next opening. */
  static Arbitrary<BusinessCalendar> plain() {
    Arbitrary<Map<DayOfWeek, List<Interval>>> hours =
        Arbitraries.maps(Arbitraries.of(DayOfWeek.class), intervals()).ofMinSize(1);
    Arbitrary<Set<LocalDate>> holidays =
        Arbitraries.integers()
            .between(0, 729)
            .map(day -> LocalDate.of(2010, 1, 1).plusDays(day))
            .set()
            .ofMaxSize(20);
    return Combinators.combine(Arbitraries.of(ZONES), hours, holidays)
        .as((zone, byDay, days) -> new BusinessCalendar("any", ZoneId.of(zone), byDay, days));
  }

  /** With any rule about openings. */
  static Arbitrary<BusinessCalendar> any() {
    Arbitrary<LocalTime> times = Arbitraries.integers().between(0, 95).map(AnyCalendar::time);
    Arbitrary<CutOff> cutOffs =
        Combinators.combine(times, times.injectNull(0.3)).as(CutOff::new).injectNull(0.3);
    return Combinators.combine(plain(), cutOffs, Arbitraries.of(ClosedDay.class))
        .as(
            (calendar, cutOff, closedDay) ->
                new BusinessCalendar(
                    calendar.name(),
                    calendar.zone(),
                    calendar.hours(),
                    calendar.holidays(),
                    cutOff,
                    closedDay));
  }

  /** One to three disjoint intervals in order, on quarters of an hour; the last may end the day. */
  private static Arbitrary<List<Interval>> intervals() {
    return Arbitraries.integers()
        .between(0, 96)
        .set()
        .ofMinSize(2)
        .ofMaxSize(6)
        .map(set -> List.copyOf(new TreeSet<>(set)))
        .map(
            ends ->
                IntStream.range(0, ends.size() / 2)
                    .mapToObj(i -> new Interval(time(ends.get(2 * i)), time(ends.get(2 * i + 1))))
                    .toList());
  }

  private static LocalTime time(int quarter) {
    return LocalTime.MIDNIGHT.plusMinutes(15L * quarter);
  }
}
