package io.breakwater.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WholeDaysTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @Test
  void aDayInWhichTheClocksChangeKeepsTheTimeOfDay() {
    assertThat(afterOneDay("2011-03-12T14:10:00")).isEqualTo("2011-03-13T14:10:00-04:00");
    assertThat(afterOneDay("2011-11-05T14:10:00")).isEqualTo("2011-11-06T14:10:00-05:00");
  }

  @Test
  void aTimeThatIsSkippedIsTheChangeAndOneThatComesTwiceItsFirstOccurrence() {
    assertThat(afterOneDay("2011-03-12T02:30:00")).isEqualTo("2011-03-13T03:00:00-04:00");
    assertThat(afterOneDay("2011-11-05T01:30:00")).isEqualTo("2011-11-06T01:30:00-04:00");
  }

  @Property
  void endsSoManyBusinessDaysLater(
      @ForAll("calendars") BusinessCalendar calendar,
      @ForAll("instants") Instant from,
      @ForAll @IntRange(min = 1, max = 15) int days) {
    LocalDate first = from.atZone(calendar.zone()).toLocalDate();
    LocalDate last =
        WholeDays.addBusiness(calendar, from, days).atZone(calendar.zone()).toLocalDate();
    assertThat(calendar.isBusinessDay(last)).isTrue();
    assertThat(first.plusDays(1).datesUntil(last.plusDays(1)).filter(calendar::isBusinessDay))
        .as("business days after %s, up to %s", first, last)
        .hasSize(days);
  }

  @Property
  void keepsTheTimeOfDayWhereTheDayHasIt(
      @ForAll("calendars") BusinessCalendar calendar,
      @ForAll("instants") Instant from,
      @ForAll @IntRange(min = 1, max = 400) int days) {
    LocalDateTime opened = LocalDateTime.ofInstant(from, calendar.zone());
    LocalDateTime wanted = opened.plusDays(days);
    Instant end = WholeDays.addCalendar(calendar, from, days);
    if (calendar.zone().getRules().getValidOffsets(wanted).isEmpty()) {
      assertThat(end).isEqualTo(calendar.zone().getRules().getTransition(wanted).getInstant());
    } else {
      assertThat(LocalDateTime.ofInstant(end, calendar.zone())).isEqualTo(wanted);
    }
  }

  @Property
  void isMonotoneInTheDaysAndInTheLocalTime(
      @ForAll("calendars") BusinessCalendar calendar,
      @ForAll("instants") Instant from,
      @ForAll("instants") Instant other,
      @ForAll @IntRange(min = 1, max = 15) int days) {
    Instant end = WholeDays.addBusiness(calendar, from, days);
    assertThat(WholeDays.addBusiness(calendar, from, days + 1)).isAfterOrEqualTo(end);
    boolean onBusinessDays =
        calendar.isBusinessDay(local(from, calendar).toLocalDate())
            && calendar.isBusinessDay(local(other, calendar).toLocalDate());
    if (onBusinessDays && local(from, calendar).isBefore(local(other, calendar))) {
      assertThat(WholeDays.addBusiness(calendar, other, days)).isAfterOrEqualTo(end);
    }
  }

  @Provide
  Arbitrary<BusinessCalendar> calendars() {
    return AnyCalendar.plain();
  }

  @Provide
  Arbitrary<Instant> instants() {
    return AnyCalendar.instants();
  }

  private static LocalDateTime local(Instant instant, BusinessCalendar calendar) {
    return LocalDateTime.ofInstant(instant, calendar.zone());
  }

  private static String afterOneDay(String from) {
    BusinessCalendar calendar = new BusinessCalendar("city", NEW_YORK, Map.of(), Set.of());
    Instant end =
        WholeDays.addCalendar(calendar, LocalDateTime.parse(from).atZone(NEW_YORK).toInstant(), 1);
    return ZonedDateTime.ofInstant(end, NEW_YORK).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}
