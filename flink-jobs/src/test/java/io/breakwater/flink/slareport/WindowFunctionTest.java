package io.breakwater.flink.slareport;

import static io.breakwater.flink.slareport.Journals.at;
import static io.breakwater.flink.slareport.Journals.millis;
import static io.breakwater.flink.slareport.Journals.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.breakwater.domain.sla.report.SlaMark;
import io.breakwater.domain.sla.report.SlaMark.What;
import io.breakwater.domain.sla.report.SlaReport.Revision;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WindowFunctionTest {
  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final Duration TEN = Duration.ofMinutes(10);

  private KeyedBroadcastOperatorTestHarness<String, SlaMark, PolicyVersion, SlaWindow> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aWindowIsToldWhenEventTimePassesItsEnd() throws Exception {
    send(What.OPENED, 10, 0, 1);
    send(What.OPENED, 20, 0, 1);
    send(What.RESOLVED, 70, 60, 1);
    send(What.DONE, 70, 0, 1);
    send(What.MET, 70, 0, 1);
    send(What.BREACHED, 80, 0, 1);
    watermark(299);
    assertThat(told()).isEmpty();
    watermark(300);
    List<SlaWindow> told = told();
    assertThat(told)
        .extracting(SlaWindow::length, SlaWindow::start, SlaWindow::end)
        .containsExactly(tuple(FIVE, at(0), at(300)), tuple(TEN, at(-300), at(300)));
    assertThat(told.get(0))
        .satisfies(
            window -> {
              assertThat(window.opened()).isEqualTo(2);
              assertThat(window.resolved()).isEqualTo(1);
              assertThat(window.backlog()).isEqualTo(1);
              assertThat(window.compliance()).isEqualTo(0.5);
              assertThat(window.timeToResolve().p99()).isBetween(59L, 61L);
              assertThat(window.timeToAcknowledge()).isNull();
              assertThat(window.desk() + window.sla()).isEqualTo("a/bstandard");
            });
  }

  @Test
  void slidingWindowsGoOnUntilNothingIsLeftToTell() throws Exception {
    send(What.OPENED, 10, 0, 1);
    watermark(3_600);
    assertThat(told())
        .extracting(SlaWindow::length, SlaWindow::end, SlaWindow::backlog)
        .containsExactly(
            tuple(FIVE, at(300), 1L), tuple(TEN, at(300), 1L), tuple(TEN, at(600), 1L));
    send(What.OPENED, 7_210, 0, 1);
    watermark(10_000);
    assertThat(told()).extracting(SlaWindow::backlog).containsExactly(2L, 2L, 2L);
  }

  @Test
  void aLateMarkRevisesTheWindowsThatItChanges() throws Exception {
    send(What.OPENED, 10, 0, 1);
    send(What.OPENED, 700, 0, 1);
    watermark(900);
    told();
    send(What.OPENED, 20, 0, 1);
    send(What.BREACHED, 30, 0, 1);
    assertThat(told()).as("until event time moves").isEmpty();
    watermark(901);
    assertThat(told())
        .allSatisfy(window -> assertThat(window.revision()).isEqualTo(Revision.REVISED))
        .extracting(SlaWindow::length, SlaWindow::end, SlaWindow::opened, SlaWindow::backlog)
        .containsExactly(
            tuple(FIVE, at(300), 2L, 2L),
            tuple(TEN, at(300), 2L, 2L),
            tuple(TEN, at(600), 2L, 2L),
            tuple(FIVE, at(900), 1L, 3L),
            tuple(TEN, at(900), 1L, 3L));
  }

  @Test
  void whatIsTakenBackAndGivenAgainIsNoNews() throws Exception {
    send(What.OPENED, 10, 0, 1);
    watermark(900);
    told();
    send(What.OPENED, 10, 0, -1);
    send(What.OPENED, 10, 0, 1);
    watermark(901);
    assertThat(told()).isEmpty();
  }

  @Test
  void aRestartForgetsNothing() throws Exception {
    send(What.OPENED, 10, 0, 1);
    send(What.OPENED, 310, 0, 1);
    watermark(300);
    told();
    send(What.BREACHED, 20, 0, 1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();
    watermark(600);
    assertThat(told())
        .extracting(SlaWindow::length, SlaWindow::end, SlaWindow::breached, SlaWindow::revision)
        .containsExactlyInAnyOrder(
            tuple(FIVE, at(300), 1L, Revision.REVISED),
            tuple(TEN, at(300), 1L, Revision.REVISED),
            tuple(FIVE, at(600), 0L, Revision.ON_TIME),
            tuple(TEN, at(600), 1L, Revision.ON_TIME));
  }

  @Test
  void whatComesMuchTooLateStillCountsInTheBacklog() throws Exception {
    send(What.OPENED, 10, 0, 1);
    int later = 40 * 86_400;
    send(What.OPENED, later, 0, 1);
    watermark(later + 600);
    told();
    send(What.OPENED, 10, 0, 1);
    send(What.OPENED, later + 900, 0, 1);
    watermark(later + 1_200);
    assertThat(told()).extracting(SlaWindow::backlog).containsOnly(4L);
    assertThat(stateEntries()).as("old slices are gone").isLessThan(10);
  }

  private void send(What what, int second, long seconds, int count) throws Exception {
    harness.processElement(
        new SlaMark("a/b", "standard", what, at(second), seconds, count), millis(second));
  }

  private void watermark(int second) throws Exception {
    harness.processWatermark(new Watermark(millis(second)));
    harness.processBroadcastWatermark(new Watermark(millis(second)));
  }

  private List<SlaWindow> told() {
    List<SlaWindow> told = List.copyOf(harness.extractOutputValues());
    harness.getOutput().clear();
    return told;
  }

  private int stateEntries() {
    AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) harness.getOperator();
    return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend()).numKeyValueStateEntries();
  }

  private static KeyedBroadcastOperatorTestHarness<String, SlaMark, PolicyVersion, SlaWindow>
      harness() throws Exception {
    return new KeyedBroadcastOperatorTestHarness<>(
        new CoBroadcastWithKeyedOperator<>(
            new WindowFunction(SlaReportSettings.DEFAULT.withPolicies(List.of(policy(1)))),
            List.of(Policies.STATE)),
        WindowFunction::key,
        Types.STRING,
        1,
        1,
        0);
  }
}
