package io.breakwater.domain.sla.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.sla.report.SlaMark.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Property(tries = 200)
  void areWithinOnePercentAndDoNotDependOnTheOrder(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(max = 100_000_000L) Long> seconds,
      @ForAll Random random) {
    Percentiles percentiles = Percentiles.of(slice(seconds).toResolve());
    List<Long> sorted = new ArrayList<>(seconds);
    Collections.sort(sorted);
    long median = sorted.get((sorted.size() - 1) / 2);
    assertThat(percentiles.p50()).isCloseTo(median, Offset.offset(1 + median / 100));
    Collections.shuffle(sorted, random);
    assertThat(Percentiles.of(slice(sorted).toResolve())).isEqualTo(percentiles);
    int half = sorted.size() / 2;
    Slice parts = slice(sorted.subList(half, sorted.size())).with(slice(sorted.subList(0, half)));
    assertThat(parts).as("slices add up").isEqualTo(slice(seconds));
  }

  @Test
  void whatIsTakenBackLeavesNothing() {
    Slice slice = Slice.EMPTY.with(resolved(60, 1)).with(resolved(7, 1)).with(resolved(60, -1));
    assertThat(slice).isEqualTo(Slice.EMPTY.with(resolved(7, 1)));
    assertThat(slice.with(resolved(7, -1)).countsSomething()).isFalse();
    assertThat(Percentiles.of(Map.of())).isNull();
  }

  private static Slice slice(List<Long> seconds) {
    Slice slice = Slice.EMPTY;
    for (long second : seconds) {
      slice = slice.with(resolved(second, 1));
    }
    return slice;
  }

  private static SlaMark resolved(long seconds, int count) {
    return new SlaMark("desk", "sla", What.RESOLVED, Instant.EPOCH, seconds, count);
  }
}
