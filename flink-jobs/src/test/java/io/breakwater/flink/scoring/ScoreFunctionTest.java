package io.breakwater.flink.scoring;

import static io.breakwater.flink.scoring.Samples.NOON;
import static io.breakwater.flink.scoring.Samples.event;
import static io.breakwater.flink.scoring.Samples.policy;
import static io.breakwater.flink.scoring.Samples.traced;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.FeatureRecord;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.scoring.feature.Answer;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScoreFunctionTest {

  private static final String FEATURES =
      """
      features:
        declare:
          - {name: total, aggregate: count, window: PT10M}
          - {name: by_market, aggregate: count, window: PT10M, by: event.attributes.market}
      """;
  private static final PolicyVersion POLICY =
      new PolicyVersion(
          3,
          policy("1", "2026-01-01T00:00:00Z", 30)
                  .replace("when: event.amount > 1000.0", "when: features.by_market > 2.0")
              + FEATURES);

  private KeyedTwoInputStreamOperatorTestHarness<Integer, FreshEvent, Answer, ScoredException>
      harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          Integer, FreshEvent, Answer, ScoredException>
      harness() throws Exception {
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new KeyedCoProcessOperator<>(new ScoreFunction(ScoringSettings.DEFAULT)),
        fresh -> ExceptionKey.shard(fresh.event().exceptionKey()),
        answer -> ExceptionKey.shard(answer.exceptionKey()),
        Types.INT,
        1,
        1,
        0);
  }

  private static FreshEvent fresh(Kind kind, int second, int awaited) {
    TracedEvent event = traced(event("A", kind, NOON.plusSeconds(second)), second);
    return new FreshEvent(
        event.event().eventId(), PackedEvent.of(event), false, 3, awaited, List.of(POLICY));
  }

  private static Answer answer(FreshEvent event, int group, double... values) {
    return new Answer(event.event().exceptionKey(), event.bits(), group, values);
  }

  private void send(FreshEvent event) throws Exception {
    harness.processElement1(event, 0);
  }

  private void send(Answer answer) throws Exception {
    harness.processElement2(answer, 0);
  }

  private List<ScoredException> scored() {
    return harness.extractOutputValues();
  }

  @Test
  void anEventIsScoredOnceAllFeaturesHaveAnswered() throws Exception {
    FreshEvent event = fresh(Kind.RAISED, 0, 2);
    send(answer(event, 1, 3));
    send(event);
    assertThat(scored()).isEmpty();
    send(answer(event, 0, 7));

    assertThat(scored()).hasSize(1);
    assertThat(scored().get(0).features()).isEqualTo(Map.of("total", 7.0, "by_market", 3.0));
    assertThat(scored().get(0).score()).isEqualTo(85);
    assertThat(harness.getSideOutput(ScoreFunction.FEATURES))
        .extracting(record -> ((FeatureRecord) record.getValue()).values())
        .containsExactly(scored().get(0).features());
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void whatIsAbsentIsMissingAndARuleThatReadsItFails() throws Exception {
    FreshEvent event = fresh(Kind.RAISED, 0, 1);
    send(event);
    send(answer(event, 1, Double.NaN));

    assertThat(scored().get(0).features()).isEmpty();
    assertThat(scored().get(0).score()).isEqualTo(55);
    assertThat(scored().get(0).contributions())
        .anySatisfy(
            c -> {
              assertThat(c.effect()).isEqualTo("failed");
              assertThat(c.detail()).contains("no feature \"by_market\"");
            });
  }

  @Test
  void theEventsOfOneExceptionLeaveInTheOrderInWhichTheyCame() throws Exception {
    FreshEvent raised = fresh(Kind.RAISED, 0, 1);
    FreshEvent updated = fresh(Kind.UPDATED, 1, 0);
    FreshEvent resolved = fresh(Kind.RESOLVED, 2, 1);
    send(raised);
    send(updated);
    send(resolved);
    send(answer(resolved, 0, 1));
    assertThat(scored()).isEmpty();
    send(answer(raised, 0, 1));

    assertThat(scored())
        .extracting(s -> s.event().kind())
        .containsExactly(Kind.RAISED, Kind.UPDATED, Kind.RESOLVED);
  }

  @Test
  void aRestartKeepsWhatWaitsAndThePolicies() throws Exception {
    FreshEvent event = fresh(Kind.RAISED, 0, 2);
    send(event);
    send(answer(event, 0, 7));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();
    send(answer(event, 1, 3));

    assertThat(scored())
        .extracting(ScoredException::score, ScoredException::policyVersion)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(85, "test@1"));
  }
}
