package io.breakwater.flink.scoring;

import static io.breakwater.flink.scoring.Samples.NOON;
import static io.breakwater.flink.scoring.Samples.policy;
import static io.breakwater.flink.scoring.ScoringWorld.flink;
import static io.breakwater.flink.scoring.ScoringWorld.scored;
import static io.breakwater.flink.scoring.ScoringWorld.send;
import static io.breakwater.flink.scoring.ScoringWorld.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scoring job goes on where it was. */
class ScoringRestartIT {
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
  void aRestartLosesNothingAndCountsNothingTwice(@TempDir Path directory) throws Exception {
    TestKafka kafka = broker.under("restart.");
    kafka.sendPolicy("test@1", policy("1", "2026-01-01T00:00:00Z", 30));
    for (int i = 0; i < 500; i++) {
      send(kafka, "E" + i, i);
      send(kafka, "E" + i, i);
    }
    kafka.flush();

    try (EmbeddedFlink flink = flink(directory)) {
      submit(flink, kafka);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(kafka.counts(ScoringJob.NAME)).containsEntry("received", 1_000L));
      // More arrives, and the cluster goes down without a word: whatever the last checkpoint holds.
      for (int i = 500; i < 700; i++) {
        send(kafka, "E" + i, i);
      }
      kafka.flush();
    }

    kafka.sendPolicy("test@2", policy("2", "2026-03-31T12:15:00Z", 5));
    for (int i = 600; i < 1_000; i++) {
      send(kafka, "E" + i, i);
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
                              "received", 1_600L,
                              "invalid", 0L,
                              "duplicate", 600L,
                              "scored", 1_000L)));
    }

    List<ScoredException> scored = scored(kafka);
    Set<String> ids = scored.stream().map(s -> s.event().exceptionId()).collect(Collectors.toSet());
    assertThat(ids).hasSize(1_000);
    // At least once: what was scored twice is the same record of the same origin.
    Map<String, Set<Object>> origins = new HashMap<>();
    scored.forEach(
        s -> origins.computeIfAbsent(s.eventId(), id -> new HashSet<>()).add(s.origin()));
    assertThat(origins.values()).allSatisfy(o -> assertThat(o).hasSize(1));
    assertThat(scored)
        .allSatisfy(
            s ->
                assertThat(s.policyVersion())
                    .isEqualTo(
                        s.event().occurredAt().isBefore(NOON.plusSeconds(900))
                            ? "test@1"
                            : "test@2"));
  }
}
