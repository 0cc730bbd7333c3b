package io.breakwater.domain.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.calendar.BusinessCalendar.ClosedDay;
import io.breakwater.domain.calendar.BusinessCalendar.CutOff;
import io.breakwater.domain.calendar.BusinessCalendar.Interval;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlaTimesTest {
  private static final BusinessCalendar CITY = city();
  private static final Instant YEAR = Instant.parse("2011-01-01T00:00:00Z");

  @ParameterizedTest(name = "{1} business days after {0}: {2}")
  @CsvSource({
    "2011-07-05T14:10:00Z, 1, 2011-07-06T14:10:00Z",
    "2011-07-05T21:00:00Z, 1, 2011-07-07T12:30:00Z", // 17:00 local counts as 08:30
    "2011-07-08T14:10:00Z, 2, 2011-07-12T14:10:00Z", // over a weekend
    "2011-07-09T14:10:00Z, 2, 2011-07-13T14:10:00Z", // opened on a Saturday
    "2011-11-04T14:10:00Z, 1, 2011-11-07T15:10:00Z", // the clocks went back
  })
  void businessDaysKeepTheLocalTimeOfWhenTheOpeningCounts(String opened, int days, String due) {
    assertThat(SlaTimes.deadline(Instant.parse(opened), new SlaDuration.BusinessDays(days), CITY))
        .isEqualTo(due);
  }

  @Test
  void calendarDaysRunThroughWeekends() {
    assertThat(
            SlaTimes.deadline(
                Instant.parse("2011-07-08T14:10:00Z"), new SlaDuration.CalendarDays(2), CITY))
        .isEqualTo("2011-07-10T14:10:00Z");
  }

  @Test
  void businessHoursRunFromWhenTheOpeningCounts() {
    assertThat(
            SlaTimes.deadline(
                Instant.parse("2011-07-05T21:30:00Z"),
                new SlaDuration.BusinessHours(Duration.ofHours(2)),
                CITY))
        .isEqualTo("2011-07-06T14:30:00Z");
  }

  @Test
  void twoBusinessDaysAreAtRiskBeforeTheWeekendIfTheirShareIsGoneThen() {
    Instant friday = Instant.parse("2011-07-08T04:00:00Z"); // midnight
    assertThat(SlaTimes.atRisk(friday, new SlaDuration.BusinessDays(2), CITY, 0.75))
        .isEqualTo("2011-07-11T16:00:00Z");
    assertThat(SlaTimes.atRisk(friday, new SlaDuration.BusinessDays(2), CITY, 0.25))
        .isEqualTo("2011-07-08T16:00:00Z");
  }

  @Test
  void onlyElapsedTimeNeedsNoCalendar() {
    assertThat(SlaTimes.deadline(YEAR, new SlaDuration.Elapsed(Duration.ofHours(4)), null))
        .isEqualTo("2011-01-01T04:00:00Z");
    assertThatThrownBy(() -> SlaTimes.deadline(YEAR, new SlaDuration.CalendarDays(1), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("need a calendar");
  }

  @Property
  void isAtRiskBetweenOpeningAndDeadline(
      @ForAll @LongRange(max = 365 * 86_400L) long second,
      @ForAll @IntRange(min = 1, max = 20) int amount,
      @ForAll @IntRange(max = 3) int kind,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double fraction) {
    Instant opened = YEAR.plusSeconds(second);
    SlaDuration within =
        switch (kind) {
          case 0 -> new SlaDuration.Elapsed(Duration.ofHours(amount));
          case 1 -> new SlaDuration.BusinessHours(Duration.ofHours(amount));
          case 2 -> new SlaDuration.BusinessDays(amount);
          default -> new SlaDuration.CalendarDays(amount);
        };
    assertThat(SlaTimes.atRisk(opened, within, CITY, fraction))
        .isAfterOrEqualTo(opened)
        .isBeforeOrEqualTo(SlaTimes.deadline(opened, within, CITY));
  }

  private static BusinessCalendar city() {
    Map<DayOfWeek, List<Interval>> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)) {
      hours.put(day, List.of(new Interval(LocalTime.of(8, 30), LocalTime.of(17, 0))));
    }
    return new BusinessCalendar(
        "city",
        ZoneId.of("America/New_York"),
        hours,
        Set.of(),
        new CutOff(LocalTime.of(17, 0), LocalTime.of(8, 30)),
        ClosedDay.KEEP_TIME);
  }
}
