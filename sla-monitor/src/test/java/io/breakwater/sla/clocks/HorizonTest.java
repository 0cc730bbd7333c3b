package io.breakwater.sla.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.sla.work.WorkDecoder.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HorizonTest {
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final Instant OLD = Instant.parse("2011-07-01T00:00:00Z");
  private static final Duration SETTLE = Duration.ofSeconds(10);

  private final Horizon horizon = new Horizon(SETTLE, NOW);

  @Test
  void nothingIsKnownBeforeTheFirstRecordsHaveSettled() {
    horizon.saw(List.of(record(0, OLD)), at(1));

    assertThat(horizon.at(at(1))).isEqualTo(Instant.MIN);
    assertThat(horizon.at(at(9))).isEqualTo(Instant.MIN);
  }

  @Test
  void whatWasReachedOneSettleAgoIsKnown() {
    for (int second = 1; second <= 25; second++) {
      horizon.saw(List.of(record(0, OLD.plus(Duration.ofDays(second)))), at(second));
      horizon.at(at(second));
    }

    // Noted at second 10, believed since second 20.
    assertThat(horizon.at(at(25))).isEqualTo(OLD.plus(Duration.ofDays(10)));
  }

  @Test
  void theSlowestPartitionHoldsItBackUntilItIsSilent() {
    for (int second = 1; second <= 40; second++) {
      Decoded fast = record(0, OLD.plus(Duration.ofDays(100 + second)));
      Decoded slow = record(1, OLD.plus(Duration.ofDays(second)));
      horizon.saw(second <= 20 ? List.of(fast, slow) : List.of(fast), at(second));
      horizon.at(at(second));
      if (second == 39) {
        assertThat(horizon.at(at(39))).isEqualTo(OLD.plus(Duration.ofDays(20)));
      }
    }

    assertThat(horizon.at(at(40))).isEqualTo(OLD.plus(Duration.ofDays(130)));
  }

  @Test
  void anEarlierEventDoesNotTakeItBack() {
    horizon.saw(List.of(record(0, OLD.plusSeconds(60)), record(0, OLD)), at(9));
    horizon.at(at(10));
    horizon.saw(List.of(record(0, OLD)), at(19));

    assertThat(horizon.at(at(20))).isEqualTo(OLD.plusSeconds(60));
  }

  @Test
  void whenRecordsStopTheWallClockIsBelieved() {
    horizon.saw(List.of(record(0, OLD)), at(1));

    assertThat(horizon.at(at(11))).isEqualTo(at(11));
  }

  @Test
  void anUpstreamWhoseClockRunsAheadDoesNotMakeItKnowTheFuture() {
    horizon.saw(List.of(record(0, NOW.plus(Duration.ofDays(1)))), at(9));
    horizon.at(at(10));
    horizon.saw(List.of(record(0, NOW)), at(19));

    assertThat(horizon.at(at(20))).isEqualTo(NOW);
  }

  private static Instant at(int second) {
    return NOW.plusSeconds(second);
  }

  private static Decoded record(int partition, Instant eventTime) {
    WorkItemEvent event =
        new WorkItemEvent.Updated(
            "e",
            new Origin("exceptions", partition, 0, NOW),
            Kind.UPDATED,
            50,
            Priority.P3,
            null,
            null,
            "0af7651916cd43dd8448eb211c80319c",
            eventTime,
            "upstream");
    return new Decoded(null, new WorkRecord("w", 2, NOW, event), null, null);
  }
}
