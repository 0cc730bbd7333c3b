package io.breakwater.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  @ParameterizedTest
  @CsvSource({
    "2018-04-05T17:31:00Z, 2018-04-05T17:31:00Z",
    "2018-04-05t17:31:00z, 2018-04-05T17:31:00Z",
    "2018-04-05T18:31:00+01:00, 2018-04-05T17:31:00Z",
    "2018-04-05T18:31:00-23:59, 2018-04-06T18:30:00Z",
    "2018-04-05T17:31:00.123456789123Z, 2018-04-05T17:31:00.123456789Z",
    "2018-04-05T17:31:00.5-00:00, 2018-04-05T17:31:00.500Z",
    "1990-12-31T23:59:60Z, 1991-01-01T00:00:00Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
  })
  void reads(String text, Instant expected) {
    assertThat(Rfc3339.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lunchtime",
        "2018-04-05",
        "2018-04-05T18:31Z",
        "2018-04-05T18:31:00",
        "2018-04-05T18:31:00X",
        "2018-04-05T18:31:00+25:00",
        "2018-04-05T18:31:00+xx:00",
        "2018-04-05T18:31:00+05",
        "2018-04-05T18:31:00+0500",
        "2018-04-05T18:31:00.Z",
        "2018-04-05T18:31:00.5",
        "2018-04-05T18:31:00ZZ",
        "2018-04-05 18:31:00Z",
        "2018-02-29T00:00:00Z",
        "2018-13-01T00:00:00Z",
        "2018-00-01T00:00:00Z",
        "2018-01-00T00:00:00Z",
        "2018-01-01T24:00:00Z",
        "2018-01-01T00:60:00Z",
        "2018-01-01T00:00:61Z",
        "+2018-01-01T00:00:00Z",
        "２018-01-01T00:00:00Z",
      })
  void refuses(String text) {
    assertThat(Rfc3339.parse(text)).isNull();
  }

  @Property
  void agreesWithTheJdk(
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_000_000L) long second,
      @ForAll @IntRange(max = 999_999_999) int nano,
      @ForAll @IntRange(min = -1_080, max = 1_080) int offsetMinutes) {
    Instant instant = Instant.ofEpochSecond(second, nano);
    OffsetDateTime local = instant.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    if (local.getYear() >= 0 && local.getYear() <= 9999) {
      assertThat(Rfc3339.parse(instant.toString())).isEqualTo(instant);
      String text = local.toString();
      if (local.getSecond() != 0 || local.getNano() != 0) {
        assertThat(Rfc3339.parse(text)).isEqualTo(instant);
      }
    }
  }

  /** From before year 0 to beyond year 9999, with fractions of every length. */
  @Property
  void writesWhatTheJdkWrites(
      @ForAll @LongRange(min = -70_000_000_000L, max = 260_000_000_000L) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll @IntRange(max = 3) int precision) {
    int cut = new int[] {1, 1_000, 1_000_000, 1_000_000_000}[precision];
    Instant instant = Instant.ofEpochSecond(second, nanos / cut * cut);
    assertThat(Rfc3339.format(instant)).isEqualTo(instant.toString());
  }
}
