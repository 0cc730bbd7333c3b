package io.breakwater.sla.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.Target;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportLineTest {
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  @Test
  void whatIsNotKnownYetAtTheInstantIsLeftOut() {
    assertThat(at(30, "d").outcome()).isEqualTo(Outcome.RUNNING);
    assertThat(at(30, "d").stoppedAt()).isNull();
    assertThat(at(61, "d").outcome()).isEqualTo(Outcome.BREACHED);
    assertThat(at(61, "d").stoppedAt()).isNull();
    assertThat(at(90, "d").outcome()).isEqualTo(Outcome.BREACHED);
    assertThat(at(90, "d").stoppedAt()).isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void textThatWouldBreakTheLineIsQuoted() {
    assertThat(at(30, "a \"b\", c").csv())
        .isEqualTo(
            "s,E,1,standard,RESOLVE,\"a \"\"b\"\", c\",2026-03-31T12:00:00Z,"
                + "2026-03-31T12:01:00Z,,RUNNING\n");
  }

  private static ReportLine at(int second, String desk) {
    return ReportLine.asOf(
        NOON.plusSeconds(second),
        "s",
        "E",
        "1",
        "standard",
        Target.RESOLVE,
        1,
        desk,
        NOON,
        NOON.plusSeconds(60),
        NOON.plusSeconds(90),
        false);
  }
}
