package io.breakwater.app.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.app.replay.MappingParser;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.flink.correlation.CorrelationJob;
import io.breakwater.flink.correlation.CorrelationSettings;
import io.breakwater.flink.correlation.ScoredRecord;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.scoring.RawRecord;
import io.breakwater.flink.scoring.ScoringJob;
import io.breakwater.flink.scoring.ScoringSettings;
import io.breakwater.flink.scoring.TracedEvent;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The example's policy on recorded attacks, through the real graphs: every scenario that lies in
 * the folder of shared data (system property {@code breakwater.data}), in archives named {@code
 * ait_alerts*.zip}.
 */
class AitAlertsIT {

  private static final Path EXAMPLE = Path.of("..", "examples", "ait-alerts");
  private static final int PARALLELISM = 2;

  /** What the source reads; the cluster runs in this process. */
  private static volatile List<?> feed = List.of();

  @TestFactory
  Stream<DynamicTest> incidentsTellTheAttackFromTheNoise() throws IOException {
    List<Scenario> scenarios = scenarios();
    return scenarios.stream()
        .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> judge(scenario)));
  }

  private static void judge(Scenario scenario) throws Exception {
    List<ScoredException> scored = score(scenario.alerts());
    assertThat(scored).hasSameSizeAs(scenario.alerts());

    IncidentQuality quality = IncidentQuality.of(scenario, correlate(scored));
    System.out.printf(
        "%s: %.0f alerts for each incident, %s%n", scenario, quality.compression(), quality);
    assertThat(quality.compression()).as("alerts for each incident").isGreaterThanOrEqualTo(50);
    assertThat(quality.caught()).as("phases caught, of %s", quality).hasSizeGreaterThanOrEqualTo(7);
    assertThat(quality.mostFalseInADay())
        .as("mostly false, of %s", quality)
        .isLessThanOrEqualTo(20);
  }

  private static List<Scenario> scenarios() throws IOException {
    Path data = Path.of(System.getProperty("breakwater.data", "../../shared/data"));
    List<Scenario> scenarios = new ArrayList<>();
    if (Files.isDirectory(data)) {
      String mapping = Files.readString(EXAMPLE.resolve("mapping.yaml"));
      try (DirectoryStream<Path> archives = Files.newDirectoryStream(data, "ait_alerts*.zip")) {
        for (Path archive : archives) {
          scenarios.addAll(Scenario.read(archive, MappingParser.parse(mapping)));
        }
      }
    }
    Assumptions.assumeFalse(
        scenarios.isEmpty(), "no ait_alerts*.zip in " + data.toAbsolutePath() + ": skipped");
    return scenarios;
  }

  private static List<ScoredException> score(List<ExceptionEvent> alerts) throws Exception {
    List<RawRecord> records = new ArrayList<>(alerts.size());
    for (ExceptionEvent alert : alerts) {
      long offset = records.size();
      TraceContext trace = TraceContext.mint("exceptions", 0, offset);
      Origin origin = new Origin("exceptions", 0, offset, alert.occurredAt());
      records.add(new RawRecord(new TracedEvent(alert, trace, origin), null));
    }
    StreamExecutionEnvironment env = environment();
    DataStream<RawRecord> source =
        source(env, records, RawRecord.class, raw -> raw.event().event());
    List<PolicyVersion> policies = policies();
    return collected(
        ScoringJob.define(
                source, stream(env, policies), ScoringSettings.DEFAULT.withPolicies(policies))
            .scored());
  }

  private static List<IncidentEvent> correlate(List<ScoredException> scored) throws Exception {
    List<ScoredRecord> records =
        scored.stream()
            .sorted(Comparator.comparing(each -> each.event().occurredAt()))
            .map(each -> new ScoredRecord(each, null))
            .toList();
    StreamExecutionEnvironment env = environment();
    DataStream<ScoredRecord> source =
        source(env, records, ScoredRecord.class, record -> record.scored().event());
    List<PolicyVersion> policies = policies();
    return collected(
        CorrelationJob.define(
                source, stream(env, policies), CorrelationSettings.DEFAULT.withPolicies(policies))
            .incidents());
  }

  private static List<PolicyVersion> policies() throws IOException {
    return List.of(new PolicyVersion(0, Files.readString(EXAMPLE.resolve("policy.yaml"))));
  }

  private static DataStream<PolicyVersion> stream(
      StreamExecutionEnvironment env, List<PolicyVersion> policies) {
    return env.fromData(policies, JsonTypeInformation.of(PolicyVersion.class));
  }

  private static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    return StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
  }

  /** A source of elements in event-time order. */
  private static <T> DataStream<T> source(
      StreamExecutionEnvironment env, List<T> elements, Class<T> type, EventOf<T> event) {
    feed = elements;
    return env.fromSequence(0, elements.size() - 1L)
        .setParallelism(1)
        .map(index -> type.cast(feed.get(index.intValue())))
        .returns(JsonTypeInformation.of(type))
        .setParallelism(1)
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<T>forMonotonousTimestamps()
                .withTimestampAssigner(
                    (element, time) -> event.of(element).occurredAt().toEpochMilli()))
        .setParallelism(1);
  }

  private static <T> List<T> collected(DataStream<T> stream) throws Exception {
    List<T> collected = new ArrayList<>();
    try (CloseableIterator<T> results = stream.executeAndCollect()) {
      results.forEachRemaining(collected::add);
    }
    return collected;
  }

  /** The event in an element. */
  private interface EventOf<T> extends java.io.Serializable {
    ExceptionEvent of(T element);
  }
}
