package io.breakwater.flink.slareport;

import static io.breakwater.flink.slareport.Journals.at;
import static io.breakwater.flink.slareport.Journals.id;
import static io.breakwater.flink.slareport.Journals.millis;
import static io.breakwater.flink.slareport.Journals.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.Target;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport.Revision;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.slareport.Journals.Sent;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutcomeFunctionTest {
  private KeyedBroadcastOperatorTestHarness<String, WorkInput, PolicyVersion, SlaOutcome> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(policy(1));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aDeadlineIsBreachedWhenEventTimeHasPassedIt() throws Exception {
    send(new Sent("A", Kind.RAISED, 0));
    assertThat(said()).as("nothing is said before its time").isEmpty();
    watermark(0);
    assertThat(said())
        .extracting(SlaOutcome::target, SlaOutcome::outcome)
        .containsExactly(
            tuple(Target.ACKNOWLEDGE, Outcome.RUNNING), tuple(Target.RESOLVE, Outcome.RUNNING));
    watermark(60);
    assertThat(said()).as("the deadline itself is in time").isEmpty();
    watermark(61);
    assertThat(said())
        .extracting(SlaOutcome::target, SlaOutcome::outcome, SlaOutcome::asOf)
        .containsExactly(tuple(Target.ACKNOWLEDGE, Outcome.BREACHED, at(60).plusNanos(1_999_000)));
  }

  @Test
  void whatCameInTimeIsJudgedInTheOrderOfEventTime() throws Exception {
    for (WorkInput record :
        Journals.of(
            List.of(
                new Sent("A", Kind.RESOLVED, 30),
                new Sent("A", Kind.RAISED, 0),
                new Sent("A", Kind.RESOLVED, 20)))) {
      send(record);
    }
    watermark(100);
    assertThat(last(Target.RESOLVE).stoppedAt()).isEqualTo(at(20));
    assertThat(last(Target.RESOLVE).revision()).isEqualTo(Revision.ON_TIME);
    assertThat(last(Target.RESOLVE).asOf()).isEqualTo(at(20).plusNanos(999_000));
  }

  @Test
  void aLateRecordRevises() throws Exception {
    Journals journal = new Journals();
    send(journal.arrive(new Sent("A", Kind.RAISED, 0), "test@1").get(0));
    watermark(100);
    assertThat(last(Target.ACKNOWLEDGE).outcome()).isEqualTo(Outcome.BREACHED);
    send(journal.arrive(new Sent("A", Kind.RESOLVED, 50), "test@1").get(0));
    assertThat(last(Target.ACKNOWLEDGE).outcome()).isEqualTo(Outcome.MET);
    assertThat(last(Target.ACKNOWLEDGE).revision()).isEqualTo(Revision.REVISED);
    assertThat(marks()).anySatisfy(mark -> assertThat(mark).contains("BREACHED -1"));
  }

  @Test
  void theSameRecordAgainSaysNothing() throws Exception {
    WorkInput record = Journals.one(new Sent("A", Kind.RAISED, 0));
    send(record);
    watermark(10);
    send(record);
    watermark(20);
    assertThat(said()).hasSize(2);
    assertThat(marks()).containsExactly("OPENED 1");
  }

  @Test
  void aRecordWaitsForThePolicyThatScoredIt() throws Exception {
    Journals journal = new Journals();
    send(journal.arrive(new Sent("A", Kind.RAISED, 0), "test@2").get(0));
    send(journal.arrive(new Sent("A", Kind.RESOLVED, 30), "test@2").get(0));
    watermark(40);
    assertThat(said()).isEmpty();
    harness.processBroadcastElement(policy(2), 0);
    watermark(41);
    assertThat(last(Target.RESOLVE).outcome()).isEqualTo(Outcome.MET);
    assertThat(said()).isNotEmpty();
    watermark(42);
    assertThat(said()).as("each record was taken in once").isEmpty();
  }

  @Test
  void aRestartForgetsNothing() throws Exception {
    Journals journal = new Journals();
    send(journal.arrive(new Sent("A", Kind.RAISED, 0), "test@1").get(0));
    send(journal.arrive(new Sent("B", Kind.RAISED, 5), "test@2").get(0));
    watermark(30);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(policy(1));
    harness.initializeState(snapshot);
    harness.open();
    harness.processBroadcastElement(policy(2), 0);
    send(Journals.one(new Sent("A", Kind.RAISED, 0)));
    watermark(61);
    assertThat(said())
        .as("said again is only what is new: a breach, and what waited for its policy")
        .extracting(SlaOutcome::workItemId, SlaOutcome::target, SlaOutcome::outcome)
        .containsExactlyInAnyOrder(
            tuple(id("A"), Target.ACKNOWLEDGE, Outcome.BREACHED),
            tuple(id("B"), Target.ACKNOWLEDGE, Outcome.RUNNING),
            tuple(id("B"), Target.RESOLVE, Outcome.RUNNING));
  }

  @Test
  void aRecordThatCannotBeTakenInIsADeadLetterAndTheItemGoesOn() throws Exception {
    WorkInput opened = Journals.one(new Sent("A", Kind.RAISED, 0));
    WorkItemEvent broken =
        new WorkItemEvent.Reopened("A", null, opened.trace().traceId(), at(1), "upstream");
    WorkItemEvent.Opened event = (WorkItemEvent.Opened) opened.work().event();
    WorkItemEvent withoutCause =
        new WorkItemEvent.Opened(
            event.workItemId(),
            null,
            event.desk(),
            null,
            event.state(),
            event.traceId(),
            at(2),
            event.by());
    send(Journals.input(new WorkRecord(id("A"), 7, at(0), withoutCause), trace(), 8));
    send(opened);
    send(Journals.input(new WorkRecord(id("A"), 2, at(0), broken), trace(), 9));
    watermark(10);
    Queue<StreamRecord<DeadLetter>> letters = harness.getSideOutput(SplitWork.DEAD_LETTERS);
    assertThat(letters).hasSize(1);
    assertThat(letters.peek().getValue().code()).isEqualTo("not-a-work-record");
    assertThat(said()).hasSize(2);
  }

  @Test
  void anItemIsForgottenLongAfterItsClocksHaveStopped() throws Exception {
    for (WorkInput record :
        Journals.of(List.of(new Sent("A", Kind.RAISED, 0), new Sent("A", Kind.RESOLVED, 30)))) {
      send(record);
    }
    watermark(40);
    assertThat(stateEntries()).isPositive();
    harness.processWatermark(new Watermark(millis(40) + 401L * 86_400_000));
    harness.processBroadcastWatermark(new Watermark(millis(40) + 401L * 86_400_000));
    assertThat(stateEntries()).isZero();
  }

  private static TraceContext trace() {
    return TraceContext.mint("work", 0, 99);
  }

  private void send(Sent sent) throws Exception {
    send(Journals.one(sent));
  }

  private void send(WorkInput input) throws Exception {
    harness.processElement(input, input.work().event().occurredAt().toEpochMilli());
  }

  private void watermark(int second) throws Exception {
    harness.processWatermark(new Watermark(millis(second)));
    harness.processBroadcastWatermark(new Watermark(millis(second)));
  }

  /** What was said since this was asked last. */
  private List<SlaOutcome> said() {
    List<SlaOutcome> said = List.copyOf(harness.extractOutputValues());
    harness.getOutput().clear();
    return said;
  }

  private SlaOutcome last(Target target) {
    List<SlaOutcome> of =
        harness.extractOutputValues().stream().filter(o -> o.target() == target).toList();
    return of.get(of.size() - 1);
  }

  private List<String> marks() {
    return harness.getSideOutput(OutcomeFunction.MARKS).stream()
        .map(record -> record.getValue().what() + " " + record.getValue().count())
        .toList();
  }

  private int stateEntries() {
    AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) harness.getOperator();
    return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend()).numKeyValueStateEntries();
  }

  private static KeyedBroadcastOperatorTestHarness<String, WorkInput, PolicyVersion, SlaOutcome>
      harness(PolicyVersion... policiesAtStart) throws Exception {
    return new KeyedBroadcastOperatorTestHarness<>(
        new CoBroadcastWithKeyedOperator<>(
            new OutcomeFunction(SlaReportSettings.DEFAULT.withPolicies(List.of(policiesAtStart))),
            List.of(Policies.STATE)),
        input -> input.work().workItemId(),
        Types.STRING,
        1,
        1,
        0);
  }
}
