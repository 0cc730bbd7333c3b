package io.breakwater.flink.scoring;

import static io.breakwater.flink.scoring.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.json.Json;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.policy.PolicyVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole graph, on collections: one history, several orders of arrival and parallelisms. */
class ScoringJobTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);
  private static final int EVENTS = 400;

  private static final String POLICY =
      """
      policy: test
      version: "%s"
      effective_from: %s
      features:
        declare:
          - {name: by_market, aggregate: count, window: PT1M, by: event.attributes.market}
          - {name: total, aggregate: sum, value: event.amount, window: PT1M}
          - {name: quiet, aggregate: time-since-last, window: PT1M, by: event.attributes.market}
          - {name: unusual, aggregate: z-score, window: PT1M, buckets: 12}
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 75}
        rules:
          - {name: busy, when: "features.by_market > 20.0", add: %d}
          - {name: fails, when: "event.attributes.gone == 'x'", add: 1}
          - {name: new, when: "!has(features.quiet)", add: 7}
          - {name: unusual, when: "features.unusual > 1.5", multiply: 1.2}
        priorities: {P1: 80, P2: 60, P3: 35}
      routing: {default_desk: ops}
      desks: {ops: {}}
      """;

  private static final List<PolicyVersion> POLICIES =
      List.of(
          new PolicyVersion(0, POLICY.formatted("1", "2026-01-01T00:00:00Z", 10)),
          new PolicyVersion(1, POLICY.formatted("2", NOON.plusSeconds(60), 20)));

  /** The watermark that a source gives when it sees events in the order of a partition. */
  private static final class Behind implements WatermarkGenerator<RawRecord> {
    private long latest = Long.MIN_VALUE + OUT_OF_ORDERNESS.toMillis() + 1;

    @Override
    public void onEvent(RawRecord record, long timestamp, WatermarkOutput output) {
      latest = Math.max(latest, timestamp);
      output.emitWatermark(new Watermark(latest - OUT_OF_ORDERNESS.toMillis() - 1));
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }

  /** Two minutes of events of 150 exceptions, two of them at the same time here and there. */
  private static List<RawRecord> history() {
    Random random = new Random(42);
    List<RawRecord> history = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      ExceptionEvent event =
          new ExceptionEvent(
              "E" + i * 37 % 150,
              "bank-1",
              Kind.RAISED,
              "settlement.fail",
              Severity.values()[random.nextInt(4)],
              NOON.plusMillis(300L * (i - i % 2)),
              Samples.event("x", NOON).amount().add(BigDecimal.valueOf(i % 7)),
              "EUR",
              null,
              random.nextInt(10) == 0 ? Map.of() : Map.of("market", "M" + random.nextInt(3)));
      history.add(RawRecord.of(Samples.traced(event, i)));
    }
    return history;
  }

  /** Every event comes less than the out-of-orderness after a later one. */
  private static List<RawRecord> shuffled(List<RawRecord> history, int seed) {
    Random random = new Random(seed);
    record Arrival(long at, RawRecord record) {}
    return history.stream()
        .map(
            raw ->
                new Arrival(
                    raw.event().event().occurredAt().toEpochMilli() + random.nextInt(5_000), raw))
        .sorted(Comparator.comparingLong(Arrival::at))
        .map(Arrival::record)
        .toList();
  }

  /** What was scored, by event id, as JSON. */
  private static Map<String, String> run(List<RawRecord> records, int parallelism)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    DataStream<RawRecord> source =
        env.fromData(JsonTypeInformation.of(RawRecord.class), records.toArray(RawRecord[]::new))
            .setParallelism(1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<RawRecord>forGenerator(context -> new Behind())
                    .withTimestampAssigner(
                        (raw, time) -> raw.event().event().occurredAt().toEpochMilli()))
            .setParallelism(1);
    DataStream<PolicyVersion> none =
        env.fromData(
            JsonTypeInformation.of(PolicyVersion.class), POLICIES.toArray(PolicyVersion[]::new));
    DataStream<ScoredException> scored =
        ScoringJob.define(source, none, ScoringSettings.DEFAULT.withPolicies(POLICIES)).scored();
    Map<String, String> byId = new TreeMap<>();
    try (CloseableIterator<ScoredException> results = scored.executeAndCollect()) {
      while (results.hasNext()) {
        ScoredException next = results.next();
        assertThat(byId.put(next.eventId(), Json.text(next))).as("scored once").isNull();
      }
    }
    return byId;
  }

  @Test
  void theOrderOfArrivalAndTheParallelismDoNotMatter() throws Exception {
    List<RawRecord> history = history();
    Map<String, String> expected = run(history, 1);
    assertThat(expected)
        .hasSize(
            (int) history.stream().map(raw -> raw.event().event().eventId()).distinct().count());

    int[] parallelisms = {1, 2, 4, 2, 4};
    for (int order = 0; order < parallelisms.length; order++) {
      Map<String, String> scored = run(shuffled(history, order), parallelisms[order]);
      assertThat(scored).as("order %d", order).isEqualTo(expected);
    }
  }

  @Test
  void oldEventsGetTheOldAnswersAndFeaturesGoOnOverAChangeOfPolicy() throws Exception {
    List<ScoredException> scored =
        run(history(), 2).values().stream()
            .map(json -> Json.read(Samples.bytes(json), ScoredException.class))
            .sorted(Comparator.comparing(s -> s.event().occurredAt()))
            .toList();

    assertThat(scored)
        .allSatisfy(
            s -> {
              boolean old = s.event().occurredAt().isBefore(NOON.plusSeconds(60));
              assertThat(s.policyVersion()).isEqualTo(old ? "test@1" : "test@2");
              assertThat(s.contributions())
                  .filteredOn(c -> c.rule().equals("busy") && c.effect().equals("add"))
                  .allSatisfy(c -> assertThat(c.points()).isEqualTo(old ? 10 : 20));
              assertThat(s.contributions())
                  .anySatisfy(c -> assertThat(c.effect()).isEqualTo("failed"));
              assertThat(s.late()).isFalse();
            });
    ScoredException firstOfNew =
        scored.stream().filter(s -> s.policyVersion().equals("test@2")).findFirst().orElseThrow();
    assertThat(firstOfNew.features().get("total")).isGreaterThan(400_000);
  }

  @Test
  void aLateEventIsScoredWithTheWindowOfItsOwnTime() throws Exception {
    List<RawRecord> history = new ArrayList<>();
    for (int second : new int[] {0, 1, 2, 20, 30, 3}) {
      history.add(
          RawRecord.of(
              Samples.traced(Samples.event("E" + second, NOON.plusSeconds(second)), second)));
    }

    List<ScoredException> scored =
        run(history, 1).values().stream()
            .map(json -> Json.read(Samples.bytes(json), ScoredException.class))
            .filter(ScoredException::late)
            .toList();

    assertThat(scored).hasSize(1);
    assertThat(scored.get(0).features().get("by_market")).isEqualTo(4.0);
  }
}
