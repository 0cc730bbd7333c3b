package io.breakwater.flink.slareport;

import io.breakwater.domain.sla.report.SlaMark;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/** The two stateful operators of the job, each with so many subtasks, without a cluster. */
final class Pipeline implements AutoCloseable {
  private static final int MAX_PARALLELISM = 16;

  private final SlaReportSettings settings;
  private final int parallelism;
  private List<KeyedBroadcastOperatorTestHarness<String, WorkInput, PolicyVersion, SlaOutcome>>
      outcomes;
  private List<KeyedBroadcastOperatorTestHarness<String, SlaMark, PolicyVersion, SlaWindow>>
      windows;
  private final Map<String, SlaReport> report = new TreeMap<>();

  Pipeline(SlaReportSettings settings, int parallelism) throws Exception {
    this.settings = settings;
    this.parallelism = parallelism;
    open(null, null);
  }

  /** The latest record of every id. */
  Map<String, SlaReport> report() {
    return report;
  }

  void send(WorkInput input) throws Exception {
    outcomes
        .get(subtask(input.work().workItemId()))
        .processElement(input, input.work().event().occurredAt().toEpochMilli());
    flush();
  }

  void watermark(long millis) throws Exception {
    for (var subtask : outcomes) {
      subtask.processWatermark(new Watermark(millis));
      subtask.processBroadcastWatermark(new Watermark(millis));
    }
    flush();
    for (var subtask : windows) {
      subtask.processWatermark(new Watermark(millis));
      subtask.processBroadcastWatermark(new Watermark(millis));
    }
    flush();
  }

  /** A crash just after a checkpoint. */
  void restart() throws Exception {
    List<OperatorSubtaskState> first = new ArrayList<>();
    for (var subtask : outcomes) {
      first.add(subtask.snapshot(1, 1));
    }
    List<OperatorSubtaskState> second = new ArrayList<>();
    for (var subtask : windows) {
      second.add(subtask.snapshot(1, 1));
    }
    close();
    open(first, second);
  }

  @Override
  public void close() throws Exception {
    for (var subtask : outcomes) {
      subtask.close();
    }
    for (var subtask : windows) {
      subtask.close();
    }
  }

  private void open(List<OperatorSubtaskState> first, List<OperatorSubtaskState> second)
      throws Exception {
    outcomes = new ArrayList<>();
    windows = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      outcomes.add(
          opened(
              new OutcomeFunction(settings),
              input -> input.work().workItemId(),
              i,
              first == null ? null : first.get(i)));
      windows.add(
          opened(
              new WindowFunction(settings),
              WindowFunction::key,
              i,
              second == null ? null : second.get(i)));
    }
  }

  private <I, O> KeyedBroadcastOperatorTestHarness<String, I, PolicyVersion, O> opened(
      KeyedBroadcastProcessFunction<String, I, PolicyVersion, O> function,
      KeySelector<I, String> key,
      int subtask,
      OperatorSubtaskState state)
      throws Exception {
    KeyedBroadcastOperatorTestHarness<String, I, PolicyVersion, O> harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(function, List.of(Policies.STATE)),
            key,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private void flush() throws Exception {
    for (var subtask : outcomes) {
      subtask.extractOutputValues().forEach(outcome -> report.put(outcome.id(), outcome));
      subtask.getOutput().clear();
      Queue<StreamRecord<SlaMark>> marks = subtask.getSideOutput(OutcomeFunction.MARKS);
      while (marks != null && !marks.isEmpty()) {
        SlaMark mark = marks.remove().getValue();
        windows
            .get(subtask(WindowFunction.key(mark)))
            .processElement(mark, mark.at().toEpochMilli());
      }
    }
    for (var subtask : windows) {
      subtask.extractOutputValues().forEach(window -> report.put(window.id(), window));
      subtask.getOutput().clear();
    }
  }

  private int subtask(String key) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, parallelism);
  }
}
