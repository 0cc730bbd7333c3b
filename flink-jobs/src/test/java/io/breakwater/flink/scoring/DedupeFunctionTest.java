package io.breakwater.flink.scoring;

import static io.breakwater.flink.scoring.Samples.NOON;
import static io.breakwater.flink.scoring.Samples.event;
import static io.breakwater.flink.scoring.Samples.policy;
import static io.breakwater.flink.scoring.Samples.traced;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Kind;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.scoring.feature.Sample;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DedupeFunctionTest {

  private static final String POLICY = policy("1", "2026-01-01T00:00:00Z", 30);

  private KeyedBroadcastOperatorTestHarness<Integer, PackedEvent, PolicyVersion, FreshEvent>
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

  private static KeyedBroadcastOperatorTestHarness<Integer, PackedEvent, PolicyVersion, FreshEvent>
      harness(PolicyVersion... policiesAtStart) throws Exception {
    return new KeyedBroadcastOperatorTestHarness<>(
        new org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator<>(
            new DedupeFunction(ScoringSettings.DEFAULT.withPolicies(List.of(policiesAtStart))),
            List.of(Policies.STATE)),
        event -> ExceptionKey.shard(event.exceptionKey()),
        Types.INT,
        1,
        1,
        0);
  }

  private void send(String exceptionId, Kind kind, int second, long offset) throws Exception {
    TracedEvent event = traced(event(exceptionId, kind, NOON.plusSeconds(second)), offset);
    harness.processElement(PackedEvent.of(event), event.event().occurredAt().toEpochMilli());
  }

  private void watermark(int second) throws Exception {
    harness.processWatermark(new Watermark(NOON.plusSeconds(second).toEpochMilli()));
    harness.processBroadcastWatermark(new Watermark(NOON.plusSeconds(second).toEpochMilli()));
  }

  private void publish(long offset, String yaml) throws Exception {
    harness.processBroadcastElement(new PolicyVersion(offset, yaml), 0);
  }

  private List<String> ids() {
    return harness.extractOutputValues().stream()
        .map(s -> s.event().unpack().event().exceptionId())
        .toList();
  }

  private int duplicates() {
    var side = harness.getSideOutput(DedupeFunction.DUPLICATES);
    return side == null ? 0 : side.size();
  }

  @Test
  void theVersionInForceIsThatOfWhenTheEventOccurred() throws Exception {
    publish(0, POLICY);
    publish(1, policy("2", "2026-03-31T12:00:10Z", 5));
    send("A", Kind.RAISED, 0, 0);
    send("B", Kind.RAISED, 20, 1);
    send("C", Kind.RAISED, 5, 2);

    assertThat(harness.extractOutputValues())
        .extracting(FreshEvent::policy)
        .containsExactly(0L, 1L, 0L);
  }

  @Test
  void theSameEventAgainIsADuplicateAndAnotherEventIsNot() throws Exception {
    publish(0, POLICY);
    send("A", Kind.RAISED, 0, 0);
    send("A", Kind.RAISED, 0, 1);
    send("A", Kind.RESOLVED, 0, 2);
    send("A", Kind.RESOLVED, 9, 3);
    send("A", Kind.RESOLVED, 0, 4);

    assertThat(ids()).hasSize(3);
    assertThat(duplicates()).isEqualTo(2);
  }

  @Test
  void anEventIsForgottenWhenEventTimeHasPassedTheTtl() throws Exception {
    publish(0, POLICY);
    send("A", Kind.RAISED, 0, 0);
    send("A", Kind.RAISED, 300, 1);
    assertThat(harness.numEventTimeTimers()).isEqualTo(1);

    watermark(601);
    send("A", Kind.RAISED, 300, 2);
    assertThat(duplicates()).isEqualTo(1);

    watermark(1_500);
    assertThat(harness.numEventTimeTimers()).isZero();
    send("A", Kind.RAISED, 300, 3);
    assertThat(duplicates()).isEqualTo(1);
  }

  @Test
  void anEventFromAheadDoesNotKeepTheOthersOfItsShardAlive() throws Exception {
    publish(0, POLICY);
    send("A", Kind.RAISED, 300, 0);
    send("A", Kind.RAISED, 0, 1);
    watermark(601);
    send("A", Kind.RAISED, 0, 2);

    assertThat(duplicates()).isZero();
    assertThat(ids()).hasSize(3);
  }

  @Test
  void eventTimeThatLeapsIsLookedAtOnce() throws Exception {
    publish(0, POLICY);
    send("A", Kind.RAISED, 0, 0);
    send("A", Kind.RAISED, 500, 1);
    send("A", Kind.RAISED, 100_000, 2);
    watermark(50_000);
    assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    send("A", Kind.RAISED, 100_000, 3);
    assertThat(duplicates()).isEqualTo(1);
  }

  @Test
  void aLateEventGoesOnFlaggedAndIsRemembered() throws Exception {
    publish(0, POLICY);
    watermark(5_000);
    send("A", Kind.RAISED, 0, 0);
    send("A", Kind.RAISED, 0, 1);
    send("B", Kind.RAISED, 6_000, 2);

    assertThat(harness.extractOutputValues())
        .extracting(FreshEvent::late)
        .containsExactly(true, false);
    assertThat(duplicates()).isEqualTo(1);
  }

  @Test
  void eventsWaitInOrderUntilThereIsAPolicy() throws Exception {
    send("A", Kind.RAISED, 0, 0);
    send("A", Kind.UPDATED, 1, 1);
    send("A", Kind.RESOLVED, 2, 2);
    assertThat(ids()).isEmpty();

    publish(3, POLICY);
    assertThat(harness.extractOutputValues())
        .extracting(fresh -> fresh.event().unpack().event().kind())
        .containsExactly(Kind.RAISED, Kind.UPDATED, Kind.RESOLVED);
    send("B", Kind.RAISED, 3, 3);
    assertThat(ids()).hasSize(4);
  }

  @Test
  void theFirstEventMeetsThePoliciesThatWereThereAtStart() throws Exception {
    harness.close();
    harness =
        harness(
            new PolicyVersion(2, POLICY),
            new PolicyVersion(3, policy("2", "2026-03-31T12:00:10Z", 5)));
    harness.open();
    send("A", Kind.RAISED, 0, 0);
    send("B", Kind.RAISED, 20, 1);
    publish(2, POLICY);
    publish(4, policy("3", "2026-03-31T12:00:30Z", 1));
    send("C", Kind.RAISED, 40, 2);

    assertThat(harness.extractOutputValues())
        .extracting(FreshEvent::policy)
        .containsExactly(2L, 3L, 4L);
  }

  @Test
  void aPolicyThatIsNotValidIsLeftOutAndDoesNotHoldAnythingUp() throws Exception {
    publish(0, "nonsense: [");
    publish(1, POLICY);
    send("A", Kind.RAISED, 0, 0);

    assertThat(harness.extractOutputValues()).extracting(FreshEvent::policy).containsExactly(1L);
  }

  @Test
  void aRestartKeepsWhatWasSeenWhatWaitsAndThePolicies() throws Exception {
    send("A", Kind.RAISED, 0, 0);
    restart();
    send("A", Kind.RAISED, 0, 0);
    assertThat(duplicates()).isEqualTo(1);
    publish(0, POLICY);
    assertThat(ids()).containsExactly("A");

    restart();
    send("B", Kind.RAISED, 1, 1);
    assertThat(ids()).containsExactly("B");
  }

  private void restart() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();
  }

  @Test
  void everyVersionIsSaidOnceAndAgainAfterARestart() throws Exception {
    publish(0, POLICY);
    send("A", Kind.RAISED, 0, 0);
    send("B", Kind.RAISED, 0, 1);
    restart();
    send("C", Kind.RAISED, 0, 2);
    publish(1, policy("2", "2026-03-31T12:00:10Z", 5));
    send("D", Kind.RAISED, 0, 3);

    assertThat(harness.extractOutputValues())
        .extracting(fresh -> fresh.versions().stream().map(PolicyVersion::offset).toList())
        .containsExactly(List.of(0L), List.of(1L));
  }

  @Test
  void anEventIsShownToTheFeaturesOfEveryKeyThatItHas() throws Exception {
    publish(
        0,
        POLICY
            + """
            features:
              declare:
                - {name: all, aggregate: count, window: PT10M}
                - {name: by_market, aggregate: count, window: PT10M, by: event.attributes.market}
                - {name: big, aggregate: max, value: event.amount, window: PT10M, when: event.amount > 1.0e9}
                - {name: none, aggregate: count, window: PT10M, by: event.attributes.nothing}
            """);
    send("A", Kind.RAISED, 7, 0);

    FreshEvent fresh = harness.extractOutputValues().get(0);
    assertThat(fresh.awaited()).isEqualTo(2);
    List<Sample> samples =
        harness.getSideOutput(DedupeFunction.SAMPLES).stream().map(r -> r.getValue()).toList();
    assertThat(samples)
        .allSatisfy(
            sample -> {
              assertThat(sample.event()).isEqualTo(fresh.bits());
              assertThat(sample.time()).isEqualTo(NOON.plusSeconds(7).toEpochMilli());
              assertThat(sample.exceptionKey()).isEqualTo(fresh.event().exceptionKey());
              assertThat(sample.inOrder()).isTrue();
            });
    assertThat(samples).extracting(Sample::group).containsExactly(0, 1);
    assertThat(samples.get(0).spec().features()).hasSize(2);
    assertThat(samples.get(0).counts()).isEqualTo(1); // not for "big"
    assertThat(samples.get(1).key()).endsWith("4:XETR");
  }
}
