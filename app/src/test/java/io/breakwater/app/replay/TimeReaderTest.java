package io.breakwater.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeReaderTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd HH:mm:ss, 2011-07-01 01:32:33, 2011-07-01T05:32:33Z",
    "yyyy-MM-dd HH:mm:ss, 2011-12-01 01:32:33, 2011-12-01T06:32:33Z",
    "yyyyMMdd, 20210104, 2021-01-04T05:00:00Z",
    "d/M/yyyy HH:mm, 29/2/2016 01:16, 2016-02-29T06:16:00Z",
    "rfc3339, 2022-01-21T00:01:02.5+01:00, 2022-01-20T23:01:02.500Z",
    "epoch_seconds, 1642723741.5, 2022-01-21T00:09:01.500Z",
    "epoch_seconds, 1642723741, 2022-01-21T00:09:01Z",
    "epoch_millis, 1642723741500, 2022-01-21T00:09:01.500Z"
  })
  void reads(String format, String text, Instant expected) {
    assertThat(TimeReader.of(format, NEW_YORK).read(text)).isEqualTo(expected);
  }

  @Test
  void anAmbiguousLocalTimeIsTheEarlierOne() {
    // Clocks went back at 02:00 on 6 November 2011.
    assertThat(TimeReader.of("yyyy-MM-dd HH:mm:ss", NEW_YORK).read("2011-11-06 01:54:07"))
        .isEqualTo(Instant.parse("2011-11-06T05:54:07Z"));
  }

  @Test
  void aWrongTimeIsASentence() {
    assertThatThrownBy(() -> TimeReader.of("yyyy-MM-dd", NEW_YORK).read("yesterday"))
        .isInstanceOf(RowException.class)
        .hasMessage("'yesterday' is not a time of the format yyyy-MM-dd");
    assertThatThrownBy(() -> TimeReader.of("epoch_seconds", NEW_YORK).read("soon"))
        .isInstanceOf(RowException.class);
  }
}
