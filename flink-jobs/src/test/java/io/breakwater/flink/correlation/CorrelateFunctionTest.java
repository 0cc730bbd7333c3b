package io.breakwater.flink.correlation;

import static io.breakwater.domain.incident.IncidentEvent.Change.CLOSED;
import static io.breakwater.domain.incident.IncidentEvent.Change.GREW;
import static io.breakwater.domain.incident.IncidentEvent.Change.OPENED;
import static io.breakwater.domain.incident.IncidentEvent.Change.REVISED;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.scoring.correlation.Announcement;
import io.breakwater.scoring.correlation.Memberships;
import io.breakwater.scoring.correlation.Memberships.Membership;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Correlation on Flink's state and timers, across restarts. */
class CorrelateFunctionTest {

  private static final Policy POLICY = PolicyParser.parse(Scored.policy("1"));
  private static final PolicyVersion VERSION = new PolicyVersion(0, Scored.policy("1"));

  private static final class Harness
      extends KeyedBroadcastOperatorTestHarness<String, Membership, PolicyVersion, Announcement> {
    Harness(PolicyVersion... policiesAtStart) throws Exception {
      super(
          new CoBroadcastWithKeyedOperator<>(
              new CorrelateFunction(
                  CorrelationSettings.DEFAULT.withPolicies(List.of(policiesAtStart))),
              List.of(Policies.STATE)),
          membership -> GroupKey.of(membership).text(),
          Types.STRING,
          1,
          1,
          0);
    }

    void send(String id, long millis) throws Exception {
      for (Membership next : Memberships.of(POLICY, Scored.scored(id, millis, "h", 50)).joined()) {
        if (next.rule().equals("host")) {
          processElement(next, Scored.NOON.toEpochMilli() + millis);
        }
      }
    }

    void timeIs(long millis) throws Exception {
      Watermark mark = new Watermark(Scored.NOON.toEpochMilli() + millis);
      processWatermark(mark);
      processBroadcastWatermark(mark);
    }

    int entries() {
      AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) getOperator();
      return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend()).numKeyValueStateEntries();
    }

    List<Change> changes() {
      return extractOutputValues().stream().map(said -> said.event().change()).toList();
    }
  }

  @Test
  void aRestartInTheMiddleSaysTheSame() throws Exception {
    try (Harness whole = new Harness(VERSION);
        Harness first = new Harness(VERSION);
        Harness second = new Harness(VERSION)) {
      whole.open();
      first.open();
      for (int i = 0; i < 7; i++) {
        whole.send("a" + i, i * 900L);
        first.send("a" + i, i * 900L);
      }
      whole.timeIs(3_000);
      first.timeIs(3_000);
      OperatorSubtaskState state = first.snapshot(1, 1);
      second.initializeState(state);
      second.open();
      for (Harness harness : List.of(whole, second)) {
        harness.send("a1", 900);
        harness.send("a6", 5_400);
        harness.send("b", 1_500);
        harness.timeIs(4_000);
        harness.timeIs(60_000);
        harness.send("c", 9_500);
        harness.timeIs(61_000);
      }

      List<Announcement> resumed = first.extractOutputValues();
      resumed.addAll(second.extractOutputValues());
      assertThat(resumed).isEqualTo(whole.extractOutputValues());
      assertThat(whole.changes())
          .containsExactly(OPENED, REVISED, GREW, GREW, CLOSED, REVISED, CLOSED);
      assertThat(resumed.get(resumed.size() - 1).event().memberCount()).isEqualTo(9);
      assertThat(whole.getSideOutput(CorrelateFunction.DUPLICATES)).hasSize(2);
      assertThat(second.getSideOutput(CorrelateFunction.DUPLICATES)).hasSize(2);
    }
  }

  @Test
  void nothingIsKeptOfWhatNoMemberCanChangeAnyMore() throws Exception {
    try (Harness harness = new Harness(VERSION)) {
      harness.open();
      for (int i = 0; i < 100; i++) {
        harness.send("a" + i, i * 900L);
      }
      harness.timeIs(200_000);
      assertThat(harness.entries()).isPositive();
      harness.timeIs(3_600_000 + 200_000);

      assertThat(harness.entries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
      harness.send("late", 90_000);
      assertThat(harness.getSideOutput(CorrelateFunction.LATE)).hasSize(1);
    }
  }

  @Test
  void membersWaitForTheirPolicy() throws Exception {
    try (Harness harness = new Harness()) {
      harness.open();
      for (int i = 0; i < 4; i++) {
        harness.send("a" + i, i * 900L);
      }
      harness.timeIs(5_000);
      assertThat(harness.changes()).isEmpty();
      harness.processBroadcastElement(VERSION, 0);
      harness.timeIs(5_200);

      assertThat(harness.changes()).containsExactly(OPENED);
    }
  }

  @Test
  void theEndOfTheInputEndsAlsoWhatWaits() throws Exception {
    try (Harness harness = new Harness()) {
      harness.open();
      harness.send("a", 0);
      harness.processWatermark(Watermark.MAX_WATERMARK);
      harness.processBroadcastWatermark(Watermark.MAX_WATERMARK);

      assertThat(harness.changes()).isEmpty();
    }
  }
}
