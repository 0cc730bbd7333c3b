package io.breakwater.flink.scoring.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.policy.Aggregate;
import io.breakwater.scoring.feature.FeatureSpec;
import io.breakwater.scoring.feature.GroupSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeatureFunctionTest {

  private static final GroupSpec SPEC =
      GroupSpec.of(
          List.of(
              new FeatureSpec(1, Aggregate.COUNT, false, 1_000, 10, 1, 5),
              new FeatureSpec(2, Aggregate.TIME_SINCE_LAST, false, 1_000, 10, 1, 5),
              new FeatureSpec(3, Aggregate.SUM, true, 1_000, 10, 1, 5)));

  private KeyedOneInputStreamOperatorTestHarness<String, Sample, Answer> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Sample, Answer> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new FeatureFunction()), Sample::key, Types.STRING);
  }

  private static Sample sample(String key, long time, boolean inOrder, double value) {
    return new Sample(
        time,
        time * 31,
        time,
        0,
        key,
        SPEC,
        inOrder,
        7,
        new long[] {0, 0, Double.doubleToRawLongBits(value)});
  }

  private void send(Sample sample) throws Exception {
    harness.processElement(sample, 0);
  }

  private Map<Long, List<Double>> answers() {
    Map<Long, List<Double>> answers = new HashMap<>();
    for (Answer answer : harness.extractOutputValues()) {
      List<Double> values = new ArrayList<>();
      for (double value : answer.values()) {
        values.add(value);
      }
      answers.put(answer.exceptionKey(), values);
    }
    return answers;
  }

  @Test
  void samplesWaitForEventTimeAndAreSeenInItsOrder() throws Exception {
    send(sample("k", 2_000, true, 1));
    send(sample("k", 1_000, true, 1));
    send(sample("k", 3_000, true, 1));
    assertThat(answers()).isEmpty();
    harness.processWatermark(1_999);
    assertThat(answers()).containsOnlyKeys(1_000L);
    harness.processWatermark(5_000);

    assertThat(answers())
        .containsEntry(1_000L, List.of(1.0, Double.NaN, 1.0))
        .containsEntry(2_000L, List.of(2.0, 1.0, 2.0))
        .containsEntry(3_000L, List.of(3.0, 1.0, 3.0));
  }

  @Test
  void aLateSampleIsAnsweredAtOnceAndSeesItsOwnWindow() throws Exception {
    send(sample("k", 1_000, true, 1));
    send(sample("k", 14_000, true, 1));
    harness.processWatermark(14_000);
    send(sample("k", 5_000, true, 1));

    assertThat(answers()).containsEntry(5_000L, List.of(2.0, 4.0, 2.0));
  }

  @Test
  void byArrivalNothingWaits() throws Exception {
    send(sample("k", 2_000, false, 1));
    send(sample("k", 1_000, false, 1));

    assertThat(answers())
        .containsEntry(2_000L, List.of(1.0, Double.NaN, 1.0))
        .containsEntry(1_000L, List.of(1.0, Double.NaN, 1.0));
  }

  @Test
  void stateIsDroppedWhenNobodyOnTimeCanSeeIt() throws Exception {
    for (int i = 0; i < 100; i++) {
      send(sample("k" + i, 1_000 + i, true, 1));
    }
    assertThat(harness.numEventTimeTimers()).isEqualTo(100);
    harness.processWatermark(2_000);
    assertThat(harness.numEventTimeTimers()).isEqualTo(100);
    assertThat(harness.numKeyedStateEntries()).isEqualTo(100);

    harness.processWatermark(1_000 + 15_000);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void anotherVersionOfTheSameFeatureGoesOnWithItsWindow() throws Exception {
    send(sample("k", 1_000, false, 1));
    GroupSpec next =
        GroupSpec.of(
            List.of(
                new FeatureSpec(9, Aggregate.COUNT, false, 1_000, 10, 1, 5),
                new FeatureSpec(1, Aggregate.COUNT, false, 1_000, 10, 1, 5)));
    send(new Sample(-1, 1, 2_000, 0, "k", next, false, 3, new long[2]));

    assertThat(answers()).containsEntry(-1L, List.of(1.0, 2.0));
  }

  @Test
  void theOrderOfArrivalAndARestartDoNotMatter() throws Exception {
    Random random = new Random(7);
    List<Sample> history = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      history.add(sample("k" + random.nextInt(5), 100L * i, true, random.nextInt(1_000) / 3.0));
    }
    Map<Long, List<Double>> expected = null;
    for (int order = 0; order < 5; order++) {
      Map<Long, List<Double>> answers = run(history, new Random(order), order % 2 == 1);
      assertThat(answers).hasSize(500);
      expected = expected == null ? answers : expected;
      assertThat(answers).isEqualTo(expected);
      close();
      open();
    }
  }

  /** In pieces of 20 samples, each shuffled; the watermark follows two pieces behind. */
  private Map<Long, List<Double>> run(List<Sample> history, Random random, boolean restart)
      throws Exception {
    Map<Long, List<Double>> answers = new HashMap<>();
    for (int from = 0; from < history.size(); from += 20) {
      List<Sample> piece = new ArrayList<>(history.subList(from, from + 20));
      Collections.shuffle(piece, random);
      for (Sample sample : piece) {
        send(sample);
      }
      harness.processWatermark(100L * (from - 40 + random.nextInt(20)));
      if (restart && from == 260) {
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        answers.putAll(answers());
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
      }
    }
    harness.processWatermark(Long.MAX_VALUE);
    answers.putAll(answers());
    return answers;
  }
}
