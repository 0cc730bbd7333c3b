package io.breakwater.domain.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.calendar.BusinessCalendar.Interval;
import io.breakwater.domain.oncall.OnCallSchedule.Override;
import io.breakwater.domain.oncall.OnCallSchedule.Shift;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumMap;
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

/** What holds of rotations and schedules whatever the clocks do. */
class OnCallPropertiesTest {

  // Lord Howe changes by half an hour, St. John's changed at 00:01 until 2011.
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/London",
          "America/New_York",
          "America/St_Johns",
          "Australia/Lord_Howe",
          "Asia/Kathmandu");

  @Property
  void everyInstantIsInExactlyOneTurn(
      @ForAll("rotations") Rotation rotation, @ForAll("instants") Instant at) {
    long turn = rotation.turnAt(at);

    assertThat(rotation.begin(turn)).isBeforeOrEqualTo(at);
    assertThat(rotation.begin(turn + 1)).isAfter(at);
    for (long other = turn - 3; other <= turn + 3; other++) {
      boolean holds = !rotation.begin(other).isAfter(at) && rotation.begin(other + 1).isAfter(at);
      assertThat(holds).isEqualTo(other == turn);
    }
  }

  @Property
  void aLayerWithoutRestrictionHasExactlyOneOnCallFromItsStartOn(
      @ForAll("rotations") Rotation rotation,
      @ForAll @IntRange(min = 1, max = 5) int operators,
      @ForAll("instants") Instant at) {
    Layer layer = new Layer("l", rotation, OnCallScheduleTest.operators(operators), null);

    assertThat(layer.at(at).isPresent()).isEqualTo(!at.isBefore(rotation.begin(0)));
  }

  @Property
  void aHandOverKeepsItsLocalTimeUnlessTheClocksSkipIt(
      @ForAll("rotations") Rotation rotation, @ForAll @IntRange(min = 0, max = 700) int turn) {
    LocalDateTime planned = rotation.start().plus(rotation.length().multipliedBy(turn));
    LocalDateTime local = LocalDateTime.ofInstant(rotation.begin(turn), rotation.zone());
    ZoneOffsetTransition change = rotation.zone().getRules().getTransition(planned);

    if (change != null && change.isGap()) {
      assertThat(rotation.begin(turn)).isEqualTo(change.getInstant());
    } else {
      assertThat(local).isEqualTo(planned);
    }
  }

  @Property
  void turnsOfWholeDaysHandOverAtTheSameTimeOfDay(
      @ForAll("zones") ZoneId zone,
      @ForAll("days") LocalDate start,
      @ForAll @IntRange(min = 1, max = 14) int days,
      @ForAll @IntRange(min = 0, max = 60) int turn) {
    Rotation rotation = new Rotation(zone, start.atTime(9, 0), Duration.ofDays(days));

    assertThat(rotation.begin(turn).atZone(zone).toLocalTime()).isEqualTo(LocalTime.of(9, 0));
    assertThat(rotation.begin(turn).atZone(zone).toLocalDate())
        .isEqualTo(start.plusDays((long) days * turn));
  }

  @Property(tries = 300)
  void shiftsAreInOrderAddUpAndSayWhoIsOnCall(
      @ForAll("schedules") OnCallSchedule schedule,
      @ForAll("instants") Instant from,
      @ForAll @IntRange(min = 1, max = 60 * 24 * 3) int minutes) {
    Instant to = from.plus(Duration.ofMinutes(minutes));

    List<Shift> shifts = schedule.shifts(from, to);

    Instant end = from;
    Duration sum = Duration.ZERO;
    for (Shift shift : shifts) {
      assertThat(shift.from()).isAfterOrEqualTo(end);
      assertThat(shift.to()).isAfter(shift.from());
      assertThat(schedule.at(shift.from())).contains(shift.operator());
      assertThat(schedule.at(shift.to().minusNanos(1))).contains(shift.operator());
      if (shift.from().isAfter(end)) {
        assertThat(schedule.at(end)).isEmpty();
      }
      end = shift.to();
      sum = sum.plus(Duration.between(shift.from(), shift.to()));
    }
    assertThat(end).isBeforeOrEqualTo(to);
    assertThat(sum).isEqualTo(covered(schedule, from, to));
  }

  /** By asking at every whole minute: all changes in these schedules are at one. */
  private static Duration covered(OnCallSchedule schedule, Instant from, Instant to) {
    Duration sum = Duration.ZERO;
    for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
      sum = schedule.at(at).isPresent() ? sum.plusSeconds(60) : sum;
    }
    return sum;
  }

  @Property
  void withoutGapsTheShiftsAddUpToTheWholeTimeOverAChangeOfTheClocks(
      @ForAll("zones") ZoneId zone, @ForAll @IntRange(min = 1, max = 4) int operators) {
    Rotation rotation =
        new Rotation(zone, LocalDate.of(2010, 1, 4).atTime(9, 0), Duration.ofDays(1));
    OnCallSchedule schedule =
        new OnCallSchedule(
            "s",
            List.of(new Layer("l", rotation, OnCallScheduleTest.operators(operators), null)),
            List.of());
    Instant from = Instant.parse("2010-03-01T00:00:00Z");
    Instant to = Instant.parse("2011-03-01T00:00:00Z");

    List<Shift> shifts = schedule.shifts(from, to);

    Duration sum =
        shifts.stream()
            .map(s -> Duration.between(s.from(), s.to()))
            .reduce(Duration.ZERO, Duration::plus);
    assertThat(sum).isEqualTo(Duration.between(from, to));
    if (operators > 1) {
      List<Duration> whole = new ArrayList<>();
      shifts
          .subList(1, shifts.size() - 1)
          .forEach(s -> whole.add(Duration.between(s.from(), s.to())));
      Optional<Duration> other =
          whole.stream().filter(d -> !d.equals(Duration.ofDays(1))).findAny();
      assertThat(other.isPresent()).isEqualTo(!zone.getRules().getTransitionRules().isEmpty());
    }
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(ZONES).map(ZoneId::of);
  }

  @Provide
  Arbitrary<LocalDate> days() {
    return Arbitraries.integers().between(0, 729).map(d -> LocalDate.of(2010, 1, 1).plusDays(d));
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.integers()
        .between(0, 729 * 24 * 60)
        .map(minute -> Instant.parse("2010-01-01T00:00:00Z").plusSeconds(60L * minute));
  }

  @Provide
  Arbitrary<Rotation> rotations() {
    return Combinators.combine(
            zones(),
            days(),
            Arbitraries.integers().between(0, 95),
            Arbitraries.of("PT1H", "PT8H", "PT12H", "P1D", "PT36H", "P7D", "P14D"))
        .as(
            (zone, day, quarter, length) ->
                new Rotation(
                    zone,
                    day.atTime(LocalTime.MIDNIGHT.plusMinutes(15L * quarter)),
                    Duration.parse(length)));
  }

  @Provide
  Arbitrary<OnCallSchedule> schedules() {
    Arbitrary<Layer> layers =
        Combinators.combine(
                rotations(), Arbitraries.integers().between(1, 4), restrictions().injectNull(0.5))
            .as(
                (rotation, count, only) ->
                    new Layer("l" + count, rotation, OnCallScheduleTest.operators(count), only));
    Arbitrary<Override> overrides =
        Combinators.combine(instants(), Arbitraries.integers().between(1, 60 * 24 * 30))
            .as(
                (from, minutes) ->
                    new Override("stand-in", from, from.plusSeconds(60L * minutes), null));
    return Combinators.combine(
            layers.list().ofMinSize(1).ofMaxSize(3), overrides.list().ofMaxSize(3))
        .as((l, o) -> new OnCallSchedule("s", l, o));
  }

  private Arbitrary<BusinessCalendar> restrictions() {
    return Combinators.combine(
            zones(),
            Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
            Arbitraries.integers().between(0, 20),
            Arbitraries.integers().between(1, 4))
        .as(
            (zone, weekdays, from, hours) -> {
              Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
              LocalTime to =
                  from + hours == 24 ? LocalTime.MIDNIGHT : LocalTime.of(from + hours, 0);
              weekdays.forEach(d -> week.put(d, List.of(new Interval(LocalTime.of(from, 0), to))));
              return new BusinessCalendar("only", zone, week, Set.of());
            });
  }
}
