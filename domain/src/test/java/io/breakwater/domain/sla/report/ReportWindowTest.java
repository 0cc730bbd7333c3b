package io.breakwater.domain.sla.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportWindowTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @Test
  void daysEndAtMidnightAlsoWhenTheClocksChange() {
    ReportWindow day = window("P1D", "P1D");
    Instant sunday = day.nextEnd(Instant.parse("2011-11-05T12:00:00Z"), NEW_YORK);
    assertThat(sunday).isEqualTo("2011-11-06T04:00:00Z");
    assertThat(day.nextEnd(sunday, NEW_YORK)).isEqualTo("2011-11-07T05:00:00Z");
    assertThat(day.start(Instant.parse("2011-11-07T05:00:00Z"), NEW_YORK)).isEqualTo(sunday);
  }

  @Test
  void weeksEndOnMondays() {
    Instant end = window("P7D", "P7D").nextEnd(Instant.parse("2011-11-05T12:00:00Z"), NEW_YORK);
    assertThat(end.atZone(NEW_YORK).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
    assertThat(end).isEqualTo("2011-11-07T05:00:00Z");
  }

  @Test
  void slidingWindowsOverlap() {
    ReportWindow sliding = window("P1D", "PT1H");
    Instant end = Instant.parse("2011-07-05T15:00:00Z");
    assertThat(sliding.nextEnd(end.minusMillis(1), NEW_YORK)).isEqualTo(end);
    assertThat(sliding.nextEnd(end, NEW_YORK)).isEqualTo("2011-07-05T16:00:00Z");
    assertThat(sliding.start(end, NEW_YORK)).isEqualTo("2011-07-04T15:00:00Z");
  }

  @ParameterizedTest(name = "{0} every {1}")
  @CsvSource({"PT7M, PT7M", "PT1M, PT1M", "PT7H, PT7H", "PT25H, PT25H", "PT90M, PT1H"})
  void refusesWhatHasNoBoundaries(String length, String every) {
    assertThatThrownBy(() -> window(length, every)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void windowsFollowEachOtherWithoutGapAndOverlap(
      @ForAll("windows") ReportWindow window,
      @ForAll("zones") ZoneId zone,
      @ForAll("instants") Instant at) {
    Instant end = window.nextEnd(at, zone);
    assertThat(end).isAfter(at);
    assertThat(window.endsAt(end, zone)).isTrue();
    ReportWindow tumbling = new ReportWindow(window.every(), window.every());
    assertThat(tumbling.start(end, zone)).as("holds the instant").isBeforeOrEqualTo(at);
    assertThat(window.nextEnd(tumbling.start(end, zone), zone)).isEqualTo(end);
    assertThat(Slice.startOf(end)).as("ends with a slice").isEqualTo(end.toEpochMilli());
    if (window.every().compareTo(Duration.ofDays(1)) >= 0) {
      assertThat(end.atZone(zone).toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
    }
  }

  @Provide
  Arbitrary<ReportWindow> windows() {
    return Arbitraries.of(
        window("PT5M", "PT5M"),
        window("PT1H", "PT15M"),
        window("P1D", "PT1H"),
        window("PT6H", "PT6H"),
        window("P1D", "P1D"),
        window("P28D", "P7D"));
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
        List.of(
            ZoneId.of("UTC"),
            NEW_YORK,
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Asia/Kathmandu")));
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .between(1_262_304_000_000L, 1_325_376_000_000L)
        .map(Instant::ofEpochMilli);
  }

  private static ReportWindow window(String length, String every) {
    return new ReportWindow(Duration.parse(length), Duration.parse(every));
  }
}
