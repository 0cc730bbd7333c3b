package io.breakwater.scoring.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.domain.policy.Aggregate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class WindowsTest {

  /** An event as a window sees it. */
  private record Step(long time, boolean counts, double value) {}

  private record History(FeatureSpec spec, List<Step> steps, int restart) {}

  @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
  void windowsSayWhatARecountSays(@ForAll("histories") History history) throws IOException {
    Recount recount = new Recount(history.spec());
    Windows windows = new Windows();
    for (int i = 0; i < history.steps().size(); i++) {
      if (i % history.restart() == 0) {
        windows = writtenAndRead(windows.copy());
      }
      Step step = history.steps().get(i);
      long bits = Double.doubleToRawLongBits(step.value());

      double expected = recount.see(step.time(), step.counts(), bits);
      double said = see(windows, history.spec(), step);

      if (Double.isNaN(expected)) {
        assertThat(said).as("step %d of %s", i, history).isNaN();
      } else {
        assertThat(said)
            .as("step %d of %s", i, history)
            .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
      }
    }
  }

  private static double see(Windows windows, FeatureSpec spec, Step step) {
    long[] values = {Double.doubleToRawLongBits(step.value())};
    return windows.see(List.of(spec), step.time(), step.counts() ? 1 : 0, values)[0];
  }

  private static Windows writtenAndRead(Windows windows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    windows.write(new DataOutputStream(bytes));
    return Windows.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @Provide
  Arbitrary<History> histories() {
    return Arbitraries.randomValue(WindowsTest::history);
  }

  /** Time goes on in small and sometimes large steps, and events are sometimes late. */
  private static History history(Random random) {
    FeatureSpec spec = spec(random);
    List<Step> steps = new ArrayList<>();
    long now = random.nextInt(1_000) - 500;
    long widest = spec.bucketMillis() * spec.buckets();
    for (int i = random.nextInt(60); i >= 0; i--) {
      now +=
          random.nextInt(20) == 0 ? random.nextLong(3 * widest) : random.nextLong(widest / 3 + 2);
      long late = late(spec, random, widest);
      double value = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(2_000) / 7.0 - 100;
      steps.add(new Step(now - late, random.nextInt(5) > 0, value));
    }
    return new History(spec, steps, 1 + random.nextInt(10));
  }

  private static long late(FeatureSpec spec, Random random, long widest) {
    boolean never = spec.aggregate() == Aggregate.TIME_SINCE_LAST; // exact for events on time only
    return never || random.nextInt(3) > 0 ? 0 : random.nextLong(2 * widest);
  }

  private static FeatureSpec spec(Random random) {
    Aggregate aggregate = Aggregate.values()[random.nextInt(Aggregate.values().length)];
    int buckets = 2 + random.nextInt(8);
    boolean valued =
        switch (aggregate.value()) {
          case NONE -> false;
          case MAYBE_NUMBER -> random.nextBoolean();
          default -> true;
        };
    double decay = random.nextInt(4) == 0 ? 1 : 0.3 + random.nextDouble() * 0.7;
    return new FeatureSpec(
        7,
        aggregate,
        valued,
        1 + random.nextInt(50),
        buckets,
        decay,
        1 + random.nextInt(buckets - 1));
  }

  private static FeatureSpec spec(long id, Aggregate aggregate) {
    return new FeatureSpec(id, aggregate, aggregate == Aggregate.DISTINCT, 1_000, 10, 1, 5);
  }

  @Example
  void memoryIsBoundedWhateverComes() throws IOException {
    Windows windows = new Windows();
    List<FeatureSpec> specs =
        List.of(
            spec(1, Aggregate.COUNT),
            spec(2, Aggregate.DISTINCT),
            spec(3, Aggregate.TIME_SINCE_LAST));
    double[] answers = {};
    for (long i = 0; i < 100_000; i++) {
      answers = windows.see(specs, i, 7, new long[] {0, i, 0});
    }

    assertThat(answers[0]).isEqualTo(10_000);
    assertThat(answers[1]).isBetween(1_750.0, 2_000.0);
    assertThat(answers[2]).isEqualTo(0.001);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    windows.write(new DataOutputStream(bytes));
    assertThat(bytes.size()).isLessThan(40_000);
  }

  @Example
  void whatExpiredIsForgotten() {
    Windows windows = new Windows();
    assertThat(windows.isEmpty()).isTrue();
    see(windows, spec(1, Aggregate.COUNT), new Step(500, true, 0));
    see(windows, spec(2, Aggregate.COUNT), new Step(9_500, true, 0));
    assertThat(windows.expiry()).isEqualTo(24_000);

    windows.forgetExpired(15_000);
    assertThat(see(windows, spec(1, Aggregate.COUNT), new Step(9_900, false, 0))).isZero();
    assertThat(see(windows, spec(2, Aggregate.COUNT), new Step(9_900, false, 0))).isEqualTo(1);
    windows.forgetExpired(24_000);
    assertThat(windows.isEmpty()).isTrue();
  }

  @Example
  void aBurstStandsOutFromAQuietBaseline() {
    Windows windows = new Windows();
    FeatureSpec spec = new FeatureSpec(1, Aggregate.Z_SCORE, false, 1_000, 10, 0.8, 5);
    double last = 0;
    for (int second = 0; second < 9; second++) {
      for (int i = 0; i < 2 + second % 2; i++) {
        last = see(windows, spec, new Step(second * 1_000L + i, true, 0));
      }
    }
    assertThat(last).isBetween(-2.0, 2.0);
    for (int i = 0; i < 20; i++) {
      last = see(windows, spec, new Step(9_000 + i, true, 0));
    }
    assertThat(last).isGreaterThan(10);
  }
}
