package io.breakwater.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.calendar.BusinessCalendar.ClosedDay;
import io.breakwater.domain.calendar.BusinessCalendar.CutOff;
import io.breakwater.domain.calendar.BusinessCalendar.Interval;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedOpeningTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final CutOff FIVE = new CutOff(LocalTime.of(17, 0), LocalTime.of(8, 30));

  @ParameterizedTest(name = "{0} counts as {1}")
  @CsvSource({
    "2011-07-01T09:00:00, 2011-07-01T09:00:00", // a Friday
    "2011-07-01T03:00:00, 2011-07-01T03:00:00", // before opening, still that day
    "2011-07-01T16:59:59, 2011-07-01T16:59:59",
    "2011-07-01T17:00:00, 2011-07-05T08:30:00", // the Monday is a holiday
    "2011-07-02T11:00:00, 2011-07-05T11:00:00",
    "2011-07-03T18:00:00, 2011-07-06T08:30:00", // keeps its time, which is past the cut-off
  })
  void aCutOffAndAClosedDayMoveToTheNextBusinessDay(String opened, String counts) {
    assertThat(counted(calendar(FIVE, ClosedDay.KEEP_TIME), opened)).isEqualTo(counts);
  }

  @Test
  void aClosedDayCountsFromTheOpeningUnlessItKeepsItsTime() {
    assertThat(counted(calendar(null, ClosedDay.OPENING), "2011-07-02T11:00:00"))
        .isEqualTo("2011-07-05T09:00:00");
    assertThat(counted(calendar(null, ClosedDay.KEEP_TIME), "2011-07-02T11:00:00"))
        .isEqualTo("2011-07-05T11:00:00");
  }

  @Test
  void aCutOffWithoutATimeCountsAsTheOpening() {
    CutOff cutOff = new CutOff(LocalTime.of(17, 0), null);
    assertThat(counted(calendar(cutOff, ClosedDay.OPENING), "2011-07-05T20:00:00"))
        .isEqualTo("2011-07-06T09:00:00");
  }

  @Property
  void countsOnABusinessDayAndNeverEarlier(
      @ForAll("calendars") BusinessCalendar calendar, @ForAll("instants") Instant openedAt) {
    Instant counted = CountedOpening.of(calendar, openedAt);
    assertThat(counted).isAfterOrEqualTo(openedAt);
    assertThat(calendar.isBusinessDay(counted.atZone(calendar.zone()).toLocalDate())).isTrue();
  }

  @Provide
  Arbitrary<BusinessCalendar> calendars() {
    return AnyCalendar.any();
  }

  @Provide
  Arbitrary<Instant> instants() {
    return AnyCalendar.instants();
  }

  private static LocalDateTime counted(BusinessCalendar calendar, String opened) {
    Instant openedAt = LocalDateTime.parse(opened).atZone(NEW_YORK).toInstant();
    return LocalDateTime.ofInstant(CountedOpening.of(calendar, openedAt), NEW_YORK);
  }

  private static BusinessCalendar calendar(CutOff cutOff, ClosedDay closedDay) {
    Map<DayOfWeek, List<Interval>> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)) {
      hours.put(day, List.of(new Interval(LocalTime.of(9, 0), LocalTime.of(17, 30))));
    }
    return new BusinessCalendar(
        "city", NEW_YORK, hours, Set.of(LocalDate.parse("2011-07-04")), cutOff, closedDay);
  }
}
