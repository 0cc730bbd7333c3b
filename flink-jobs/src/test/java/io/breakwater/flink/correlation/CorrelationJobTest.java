package io.breakwater.flink.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.json.Json;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.policy.PolicyVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole graph: the order of arrival and the parallelism change nothing of what is said. */
class CorrelationJobTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(4).build());

  private static final long BOUND = 5_000;
  private static final List<ScoredException> HISTORY = history();
  private static List<String> expected;

  private static List<ScoredException> history() {
    Random random = new Random(7);
    List<ScoredException> history = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      String host = "host-" + random.nextInt(6);
      history.add(Scored.scored("E" + i, random.nextInt(400) * 1_000L + i, host, 20 + i % 50));
    }
    return history;
  }

  /** Arrival within the bound, some of it twice. */
  private static List<ScoredRecord> arrival(long seed) {
    Random random = new Random(seed);
    Map<ScoredException, Long> times = new HashMap<>();
    HISTORY.forEach(
        s -> times.put(s, s.event().occurredAt().toEpochMilli() + random.nextLong(BOUND)));
    List<ScoredException> order = new ArrayList<>(HISTORY);
    order.addAll(HISTORY.subList(0, 50));
    order.sort(Comparator.comparing(times::get));
    return order.stream().map(s -> new ScoredRecord(s, null)).toList();
  }

  private static List<IncidentEvent> run(List<ScoredRecord> records, int parallelism)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    DataStream<ScoredRecord> scored =
        env.fromData(records, JsonTypeInformation.of(ScoredRecord.class))
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<ScoredRecord>forGenerator(context -> new EveryRecord())
                    .withTimestampAssigner((r, t) -> millis(r)))
            .setParallelism(1);
    PolicyVersion version = new PolicyVersion(0, Scored.policy("1"));
    DataStream<PolicyVersion> policies =
        env.fromData(List.of(version), JsonTypeInformation.of(PolicyVersion.class));
    CorrelationJob.Outputs out =
        CorrelationJob.define(
            scored, policies, CorrelationSettings.DEFAULT.withPolicies(List.of(version)));
    List<IncidentEvent> said = new ArrayList<>();
    try (CloseableIterator<IncidentEvent> incidents = out.incidents().executeAndCollect()) {
      incidents.forEachRemaining(said::add);
    }
    return said;
  }

  private static long millis(ScoredRecord record) {
    return record.scored().event().occurredAt().toEpochMilli();
  }

  /** Event time goes on with every record. */
  private static final class EveryRecord implements WatermarkGenerator<ScoredRecord> {
    private long latest = Long.MIN_VALUE + BOUND + 1;

    @Override
    public void onEvent(ScoredRecord record, long timestamp, WatermarkOutput output) {
      latest = Math.max(latest, timestamp);
      output.emitWatermark(new Watermark(latest - BOUND - 1));
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }

  private static synchronized List<String> expected() throws Exception {
    if (expected == null) {
      expected = sorted(run(arrival(0), 1));
    }
    return expected;
  }

  private static List<String> sorted(List<IncidentEvent> said) {
    return said.stream().map(Json::text).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void fiveOrdersOfArrivalSayTheSame(int parallelism) throws Exception {
    for (long seed = 1; seed <= 5; seed++) {
      assertThat(sorted(run(arrival(seed), parallelism))).isEqualTo(expected());
    }
  }

  @Test
  void incidentsNameTheirParentsAndTheirMembers() throws Exception {
    List<IncidentEvent> said = run(arrival(0), 2);
    Map<String, IncidentEvent> last = new HashMap<>();
    said.forEach(event -> last.put(event.incidentId(), event));
    Set<String> sites =
        last.values().stream()
            .filter(event -> event.rule().equals("site"))
            .map(IncidentEvent::incidentId)
            .collect(Collectors.toSet());
    List<IncidentEvent> hosts =
        last.values().stream().filter(event -> event.rule().equals("host")).toList();

    assertThat(last.values()).allMatch(event -> event.change() == Change.CLOSED);
    assertThat(sites).hasSize(1);
    assertThat(hosts).hasSizeGreaterThan(6);
    assertThat(hosts.stream().filter(event -> event.parentId() != null))
        .hasSizeGreaterThan(hosts.size() / 2)
        .allMatch(event -> sites.contains(event.parentId()));
    assertThat(
            last.values().stream()
                .filter(event -> event.rule().equals("site"))
                .mapToInt(IncidentEvent::memberCount)
                .sum())
        .isEqualTo(HISTORY.size());
  }
}
