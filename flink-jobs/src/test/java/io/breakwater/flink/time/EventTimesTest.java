package io.breakwater.flink.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class EventTimesTest {

  /** An element with its two times, in milliseconds. */
  private record Tick(long event, long ingest) {}

  private final ManualClock clock = new ManualClock();
  private final List<Object> said = new ArrayList<>();
  private final WatermarkStrategy<Tick> strategy =
      EventTimes.strategy(
          new EventTimeSettings(
              Duration.ofMillis(5), Duration.ofMillis(200), Duration.ofMillis(50)),
          Tick::event,
          Tick::ingest);
  private final WatermarkGenerator<Tick> generator =
      strategy.createWatermarkGenerator(
          new WatermarkGeneratorSupplier.Context() {
            @Override
            public MetricGroup getMetricGroup() {
              return new UnregisteredMetricsGroup();
            }

            @Override
            public RelativeClock getInputActivityClock() {
              return clock;
            }
          });
  private final WatermarkOutput output =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
          said.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
          said.add("idle");
        }

        @Override
        public void markActive() {}
      };

  private long timestamp(Tick tick) {
    return strategy.createTimestampAssigner(() -> null).extractTimestamp(tick, 7);
  }

  private void send(long event, long ingest) {
    Tick tick = new Tick(event, ingest);
    generator.onEvent(tick, timestamp(tick), output);
  }

  private List<Object> look(int afterMillis) {
    clock.advanceTime(Duration.ofMillis(afterMillis));
    said.clear();
    generator.onPeriodicEmit(output);
    return said;
  }

  @Test
  void theWatermarkStaysBehindTheLatestEvent() {
    assertThat(look(0)).isEmpty();
    send(1_000, 1_000);
    send(990, 1_000);
    assertThat(look(0)).containsExactly(994L);
  }

  @Test
  void aQuietPartitionLetsEverythingOutAndThenHoldsNothingBack() {
    send(1_000, 1_000);
    look(0);
    assertThat(look(199)).containsExactly(994L);
    assertThat(look(1)).containsExactly(1_000L, "idle");
    assertThat(look(500)).isEmpty();

    send(1_010, 1_010);
    assertThat(look(0)).containsExactly(1_004L);
  }

  @Test
  void aPartitionThatNeverSaidAnythingIsGivenTimeToConnect() {
    look(0);
    assertThat(look(999)).isEmpty();
    assertThat(look(1)).containsExactly("idle");
  }

  @Test
  void theFutureCountsAsNoLaterThanTheSkewAfterItsArrival() {
    assertThat(timestamp(new Tick(9_000, 1_000))).isEqualTo(1_050);
    send(9_000, 1_000);
    assertThat(look(0)).containsExactly(1_044L);
    assertThat(timestamp(new Tick(9_000, EventTimes.NONE))).isEqualTo(9_000);
  }

  @Test
  void whatHasNoEventTimeKeepsTheRecordsAndMovesNothing() {
    assertThat(timestamp(new Tick(EventTimes.NONE, 1_000))).isEqualTo(7);
    send(EventTimes.NONE, 1_000);
    assertThat(look(0)).isEmpty();
  }

  @Test
  void whatCannotWorkIsRefusedByName() {
    Duration ok = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new EventTimeSettings(ok.negated(), ok, ok))
        .hasMessageContaining("out-of-orderness is PT-1S");
    assertThatThrownBy(() -> new EventTimeSettings(ok, Duration.ZERO, ok))
        .hasMessageContaining("idleness");
    assertThatThrownBy(() -> new EventTimeSettings(ok, ok, ok.negated()))
        .hasMessageContaining("clock-skew");
  }
}
