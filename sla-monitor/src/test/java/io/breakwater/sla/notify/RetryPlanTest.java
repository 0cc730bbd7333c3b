package io.breakwater.sla.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RetryPlanTest {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @Property
  void thePauseDoublesWithinItsJitterUpToTheLongest(
      @ForAll String id, @ForAll @IntRange(min = 1, max = 1000) int attempts) {
    Duration pause = RetryPlan.pause(id, attempts, FIRST, LONGEST);
    double full = Math.min(300_000, 1000 * Math.pow(2, Math.min(attempts, 60) - 1.0));
    assertThat((double) pause.toMillis()).isBetween(full / 2 - 1, full);
    assertThat(RetryPlan.pause(id, attempts, FIRST, LONGEST)).isEqualTo(pause);
  }
}
