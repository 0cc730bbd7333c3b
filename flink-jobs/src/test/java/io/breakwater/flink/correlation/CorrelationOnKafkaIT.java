package io.breakwater.flink.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelationOnKafkaIT {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir static Path kafkaDirectory;

  private static TestKafka broker;

  @BeforeAll
  static void start() {
    broker = TestKafka.start(kafkaDirectory, 0, "no-test.");
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static EmbeddedFlink flink(Path directory, TestKafka kafka) {
    EmbeddedFlink flink =
        EmbeddedFlink.start(
            new EmbeddedFlink.Settings(
                directory, 0, OptionalInt.empty(), 2, 2, Duration.ofMillis(300)));
    flink.submit(Jobs.named(CorrelationJob.NAME), 2, kafka.connection());
    return flink;
  }

  private static void send(TestKafka kafka, ScoredException scored) {
    kafka.send(kafka.topics().scored(), scored.event().key(), Json.bytes(scored));
  }

  /** The last record of each. */
  private static Map<String, IncidentEvent> incidents(TestKafka kafka) {
    Map<String, IncidentEvent> last = new HashMap<>();
    kafka
        .records(kafka.topics().incidents())
        .forEach(
            record -> {
              IncidentEvent event = Json.read(record.value(), IncidentEvent.class);
              assertThat(new String(record.key(), UTF_8)).isEqualTo(event.incidentId());
              last.put(event.incidentId(), event);
            });
    return last;
  }

  @Test
  void aQuietTopicHoldsNothingBackAndPoisonStopsNothing(@TempDir Path directory) {
    TestKafka kafka = broker.under("quiet.");
    kafka.sendPolicy("test@1", Scored.policy("1"));
    kafka.send(kafka.topics().scored(), "poison", "{\"poison\":".getBytes(UTF_8));
    for (int i = 0; i < 4; i++) {
      send(kafka, Scored.scored("E" + i, i * 1_000L, "h", 50));
      send(kafka, Scored.scored("N" + i, i * 1_000L, 50, Map.of("signature", "x")));
    }
    send(kafka, Scored.scored("E0", 0, "h", 50));
    kafka.flush();

    try (EmbeddedFlink flink = flink(directory, kafka)) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(incidents(kafka)).hasSize(2));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(kafka.counts(CorrelationJob.NAME))
                      .containsAllEntriesOf(
                          Map.of(
                              "received", 10L,
                              "invalid", 1L,
                              "members", 14L,
                              "duplicate", 2L,
                              "late", 0L,
                              "failed", 4L,
                              "failed.host", 4L,
                              "opened", 2L)));
    }

    IncidentEvent host =
        incidents(kafka).values().stream()
            .filter(event -> event.rule().equals("host"))
            .findFirst()
            .orElseThrow();
    assertThat(host.key()).isEqualTo("h");
    // the fourth would be told five seconds later, but the topic fell quiet
    assertThat(host.memberCount()).isEqualTo(3);
    ConsumerRecord<byte[], byte[]> record =
        kafka.records(kafka.topics().incidents()).stream()
            .filter(r -> new String(r.key(), UTF_8).equals(host.incidentId()))
            .findFirst()
            .orElseThrow();
    assertThat(new String(record.headers().lastHeader(TraceContext.HEADER).value(), UTF_8))
        .startsWith("00-" + TraceContext.mintFrom("E0").traceId());
    assertThat(kafka.read(kafka.topics().deadLetters(), DeadLetter.class))
        .singleElement()
        .satisfies(
            letter -> assertThat(letter.origin().topic()).isEqualTo(kafka.topics().scored()));
  }

  @Test
  void aRestartSaysNothingElse(@TempDir Path directory) {
    TestKafka kafka = broker.under("restart.");
    kafka.sendPolicy("test@1", Scored.policy("1"));
    for (int i = 0; i < 300; i++) {
      send(kafka, Scored.scored("E" + i, i * 500L, "h" + i % 2, 50));
    }
    kafka.flush();
    try (EmbeddedFlink flink = flink(directory, kafka)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(kafka.counts(CorrelationJob.NAME)).containsEntry("members", 600L));
    }
    for (int i = 250; i < 600; i++) {
      send(kafka, Scored.scored("E" + i, i * 500L, "h" + i % 2, 50));
    }
    send(kafka, Scored.scored("end", 900_000, "other", 50));
    kafka.flush();
    try (EmbeddedFlink flink = flink(directory, kafka)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(kafka.counts(CorrelationJob.NAME))
                      .containsAllEntriesOf(
                          Map.of(
                              "members", 1_302L,
                              "duplicate", 100L,
                              "closed", 3L)));
    }

    assertThat(incidents(kafka).values())
        .hasSize(3)
        .allMatch(event -> event.change() == Change.CLOSED);
    assertThat(
            incidents(kafka).values().stream()
                .filter(event -> event.rule().equals("host"))
                .map(IncidentEvent::memberCount))
        .containsExactly(300, 300);
  }
}
