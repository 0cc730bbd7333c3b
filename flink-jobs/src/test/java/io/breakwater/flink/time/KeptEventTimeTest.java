package io.breakwater.flink.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class KeptEventTimeTest {

  private static OneInputStreamOperatorTestHarness<String, String> harness() throws Exception {
    return new OneInputStreamOperatorTestHarness<>(new KeptEventTime<>());
  }

  private static OperatorSubtaskState after(long... times) throws Exception {
    try (var harness = harness()) {
      harness.open();
      for (long time : times) {
        harness.processElement("x", time);
      }
      return harness.snapshot(1, 1);
    }
  }

  @Test
  void aSourceThatSaysNothingAfterARestartLetsEventTimeGoToWhereItWas() throws Exception {
    try (var harness = harness()) {
      harness.initializeState(after(300, 700, 500));
      harness.open();
      harness.processWatermarkStatus(WatermarkStatus.IDLE);

      assertThat(harness.getOutput()).containsExactly(new Watermark(700), WatermarkStatus.IDLE);
    }
  }

  @Test
  void whoeverSaysSomethingAfterARestartSetsTheTimeAnew() throws Exception {
    try (var harness = harness()) {
      harness.initializeState(after(700));
      harness.open();
      harness.processElement("y", 100);
      harness.processWatermark(new Watermark(99));
      harness.processWatermarkStatus(WatermarkStatus.IDLE);

      assertThat(harness.getOutput())
          .containsExactly(new StreamRecord<>("y", 100), new Watermark(99), WatermarkStatus.IDLE);
      assertThat(restoredTime(harness.snapshot(2, 2))).isEqualTo(700);
    }
  }

  @Test
  void aJobThatNeverHeardAnythingKnowsNoTime() throws Exception {
    try (var harness = harness()) {
      harness.initializeState(after());
      harness.open();
      harness.processWatermarkStatus(WatermarkStatus.IDLE);

      assertThat(harness.getOutput()).containsExactly(WatermarkStatus.IDLE);
    }
  }

  private static long restoredTime(OperatorSubtaskState state) throws Exception {
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      harness.processWatermarkStatus(WatermarkStatus.IDLE);
      return ((Watermark) harness.getOutput().peek()).getTimestamp();
    }
  }
}
