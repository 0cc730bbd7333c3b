package io.breakwater.flink.scoring;

import static io.breakwater.flink.scoring.Samples.NOON;
import static io.breakwater.flink.scoring.Samples.bytes;
import static io.breakwater.flink.scoring.Samples.event;
import static io.breakwater.flink.scoring.Samples.policy;
import static io.breakwater.flink.scoring.ScoringWorld.flink;
import static io.breakwater.flink.scoring.ScoringWorld.scored;
import static io.breakwater.flink.scoring.ScoringWorld.send;
import static io.breakwater.flink.scoring.ScoringWorld.submit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of good events, of repeated ones, of poison, and of those that come before a policy.
 */
class ScoringOnKafkaIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

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

  @Test
  void scoresWhatIsGoodAndSetsAsideWhatIsNot(@TempDir Path directory) throws Exception {
    TestKafka kafka = broker.under("mixed.");
    kafka.sendPolicy("test@1", policy("1", "2026-01-01T00:00:00Z", 30));
    String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    TraceContext trace = TraceContext.parse(traceparent).orElseThrow();
    for (int times = 0; times < 2; times++) {
      ExceptionEvent traced = event("T", NOON);
      kafka.send(kafka.topics().exceptions(), traced.key(), Samples.json(traced), trace);
    }
    for (int i = 0; i < 1_000; i++) {
      if (i % 100 == 50) {
        kafka.send(kafka.topics().exceptions(), "poison", bytes("{\"poison\":" + i));
      } else {
        send(kafka, "E" + i, i);
      }
    }
    kafka.flush();

    try (EmbeddedFlink flink = flink(directory)) {
      submit(flink, kafka);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(kafka.counts(ScoringJob.NAME))
                      .containsAllEntriesOf(
                          Map.of(
                              "received", 1_002L,
                              "invalid", 10L,
                              "invalid.not-json", 10L,
                              "duplicate", 1L,
                              "scored", 991L)));
    }

    List<ScoredException> scored = scored(kafka);
    assertThat(scored).hasSize(991);
    assertThat(scored)
        .allSatisfy(
            s -> {
              assertThat(s.score()).isEqualTo(85);
              assertThat(s.priority()).isEqualTo(Priority.P1);
              assertThat(s.policyVersion()).isEqualTo("test@1");
              assertThat(s.late()).isFalse();
              assertThat(s.eventId()).isEqualTo(s.event().eventId());
            });

    ConsumerRecord<byte[], byte[]> record =
        kafka.records(kafka.topics().scored()).stream()
            .filter(r -> new String(r.key(), UTF_8).equals(event("T", NOON).key()))
            .findFirst()
            .orElseThrow();
    assertThat(new String(record.headers().lastHeader(TraceContext.HEADER).value(), UTF_8))
        .isEqualTo(traceparent);
    assertThat(record.timestamp()).isGreaterThan(NOON.toEpochMilli() + 3_600_000);

    assertThat(kafka.read(kafka.topics().deadLetters(), DeadLetter.class))
        .hasSize(10)
        .allSatisfy(
            letter -> {
              assertThat(letter.code()).isEqualTo("not-json");
              assertThat(letter.payload()).startsWith("{\"poison\":");
              assertThat(letter.origin().topic()).isEqualTo(kafka.topics().exceptions());
              assertThat(letter.trace().traceId()).hasSize(32);
            });
  }

  @Test
  void eventsWaitForTheFirstPolicy(@TempDir Path directory) throws Exception {
    TestKafka kafka = broker.under("early.");
    for (int i = 0; i < 50; i++) {
      send(kafka, "E" + i, i);
    }
    kafka.flush();

    try (EmbeddedFlink flink = flink(directory)) {
      submit(flink, kafka);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(kafka.counts(ScoringJob.NAME)).containsEntry("received", 50L));
      assertThat(scored(kafka)).isEmpty();

      kafka.sendPolicy("test@1", policy("1", "2026-06-01T00:00:00Z", 30));
      kafka.flush();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(scored(kafka)).hasSize(50));
    }
  }
}
