package io.breakwater.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.domain.calendar.BusinessCalendar.Interval;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BusinessTimeTest {
  private static final Set<DayOfWeek> WEEKDAYS =
      Set.of(
          DayOfWeek.MONDAY,
          DayOfWeek.TUESDAY,
          DayOfWeek.WEDNESDAY,
          DayOfWeek.THURSDAY,
          DayOfWeek.FRIDAY);
  private static final Set<DayOfWeek> EVERY_DAY = Set.of(DayOfWeek.values());
  private static final BusinessCalendar LONDON =
      calendar(WEEKDAYS, Set.of(LocalDate.parse("2026-12-25")), interval("09:00", "17:00"));

  @Test
  void carriesOverNightWeekendAndHoliday() {
    Instant thursday = Instant.parse("2026-12-24T15:00:00Z");
    assertThat(BusinessTime.add(LONDON, thursday, Duration.ofHours(3)))
        .isEqualTo("2026-12-28T10:00:00Z");
    assertThat(BusinessTime.between(LONDON, thursday, Instant.parse("2026-12-28T10:00:00Z")))
        .isEqualTo(Duration.ofHours(3));
  }

  @Test
  void endsAtClosingTimeNotAtTheNextOpening() {
    assertThat(BusinessTime.add(LONDON, Instant.parse("2026-11-20T15:00:00Z"), Duration.ofHours(2)))
        .isEqualTo("2026-11-20T17:00:00Z");
  }

  @Test
  void skipsTheLunchBreak() {
    BusinessCalendar split =
        calendar(WEEKDAYS, Set.of(), interval("09:00", "12:00"), interval("13:00", "17:00"));
    assertThat(BusinessTime.add(split, Instant.parse("2026-11-20T11:30:00Z"), Duration.ofHours(1)))
        .isEqualTo("2026-11-20T13:30:00Z");
    assertThat(BusinessTime.isOpen(split, Instant.parse("2026-11-20T12:30:00Z"))).isFalse();
    assertThat(BusinessTime.isOpen(split, Instant.parse("2026-11-20T13:00:00Z"))).isTrue();
    assertThat(BusinessTime.isOpen(split, Instant.parse("2026-11-20T17:00:00Z"))).isFalse();
  }

  @Test
  void aNightInWhichTheClocksChangeIsAnHourShorterOrLonger() {
    BusinessCalendar always = calendar(EVERY_DAY, Set.of(), interval("00:00", "00:00"));
    assertThat(openOn(always, "2026-03-29")).isEqualTo(Duration.ofHours(23));
    assertThat(openOn(always, "2026-10-25")).isEqualTo(Duration.ofHours(25));
    BusinessCalendar skipped = calendar(EVERY_DAY, Set.of(), interval("01:15", "01:45"));
    assertThat(openOn(skipped, "2026-03-29")).isZero();
    assertThat(openOn(skipped, "2026-10-25")).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void refusesACalendarThatNeverOpens() {
    BusinessCalendar closed = new BusinessCalendar("closed", ZoneId.of("UTC"), Map.of(), Set.of());
    assertThatThrownBy(() -> BusinessTime.add(closed, Instant.EPOCH, Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"closed\" is never open");
  }

  @Property
  void addingThenMeasuringIsIdentity(
      @ForAll("calendars") BusinessCalendar calendar,
      @ForAll("instants") Instant from,
      @ForAll("durations") Duration duration) {
    Instant end = BusinessTime.add(calendar, from, duration);
    assertThat(BusinessTime.between(calendar, from, end)).isEqualTo(duration);
    if (!duration.isZero()) {
      assertThat(BusinessTime.between(calendar, from, end.minusNanos(1)))
          .as("any earlier instant is too early")
          .isLessThan(duration);
    }
  }

  @Property
  void addingInTwoPartsIsAddingTheSum(
      @ForAll("calendars") BusinessCalendar calendar,
      @ForAll("instants") Instant from,
      @ForAll("durations") Duration first,
      @ForAll("durations") Duration second) {
    assertThat(BusinessTime.add(calendar, BusinessTime.add(calendar, from, first), second))
        .isEqualTo(BusinessTime.add(calendar, from, first.plus(second)));
  }

  @Property
  void isMonotone(
      @ForAll("calendars") BusinessCalendar calendar,
      @ForAll("instants") Instant from,
      @ForAll("durations") Duration duration,
      @ForAll("durations") Duration later) {
    Instant end = BusinessTime.add(calendar, from, duration);
    assertThat(BusinessTime.add(calendar, from.plus(later), duration)).isAfterOrEqualTo(end);
    assertThat(BusinessTime.add(calendar, from, duration.plus(later))).isAfterOrEqualTo(end);
  }

  @Property
  void timesOfAdjacentPeriodsAddUp(
      @ForAll("calendars") BusinessCalendar calendar,
      @ForAll("instants") Instant a,
      @ForAll("durations") Duration ab,
      @ForAll("durations") Duration bc) {
    Instant b = a.plus(ab);
    Instant c = b.plus(bc);
    assertThat(BusinessTime.between(calendar, a, b).plus(BusinessTime.between(calendar, b, c)))
        .isEqualTo(BusinessTime.between(calendar, a, c))
        .isLessThanOrEqualTo(Duration.between(a, c));
  }

  @Provide
  Arbitrary<Instant> instants() {
    return AnyCalendar.instants();
  }

  @Provide
  Arbitrary<Duration> durations() {
    return Arbitraries.longs().between(0, 20L * 24 * 3600).map(Duration::ofSeconds);
  }

  @Provide
  Arbitrary<BusinessCalendar> calendars() {
    return AnyCalendar.plain();
  }

  private static Interval interval(String from, String to) {
    return new Interval(LocalTime.parse(from), LocalTime.parse(to));
  }

  private static Duration openOn(BusinessCalendar calendar, String day) {
    LocalDate date = LocalDate.parse(day);
    return BusinessTime.between(
        calendar,
        date.atStartOfDay(calendar.zone()).toInstant(),
        date.plusDays(1).atStartOfDay(calendar.zone()).toInstant());
  }

  private static BusinessCalendar calendar(
      Set<DayOfWeek> days, Set<LocalDate> holidays, Interval... intervals) {
    Map<DayOfWeek, List<Interval>> hours = new EnumMap<>(DayOfWeek.class);
    days.forEach(day -> hours.put(day, List.of(intervals)));
    return new BusinessCalendar("London", ZoneId.of("Europe/London"), hours, holidays);
  }
}
