package io.breakwater.flink.scoring;

import static io.breakwater.flink.scoring.Samples.NOON;
import static io.breakwater.flink.scoring.Samples.policy;
import static io.breakwater.flink.scoring.ScoringWorld.flink;
import static io.breakwater.flink.scoring.ScoringWorld.scored;
import static io.breakwater.flink.scoring.ScoringWorld.send;
import static io.breakwater.flink.scoring.ScoringWorld.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.event.FeatureRecord;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features over a restart, and the past scored again by a policy that came later. */
class RescoreOnKafkaIT {
  private static final String RESCORED = "features.rescored";
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
  void featuresSurviveARestartAndThePastIsScoredAgainWhenAsked(@TempDir Path directory)
      throws Exception {
    TestKafka kafka = broker.under("features.");
    String features = "features: {declare: [{name: all, aggregate: count, window: PT50S}]}\n";
    String first = policy("1", "2026-01-01T00:00:00Z", 30);
    kafka.sendPolicy("test@1", first + features);
    for (int i = 0; i < 300; i++) {
      send(kafka, "E" + i, i);
    }
    kafka.flush();
    try (EmbeddedFlink flink = flink(directory)) {
      submit(flink, kafka);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(kafka.counts(ScoringJob.NAME)).containsEntry("scored", 300L));
    }

    for (int i = 300; i < 400; i++) {
      send(kafka, "E" + i, i);
    }
    kafka.flush();
    try (EmbeddedFlink flink = flink(directory)) {
      submit(flink, kafka);
      // The last events wait for nothing: the partitions fall quiet.
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(kafka.counts(ScoringJob.NAME)).containsEntry("scored", 400L));
    }
    for (ScoredException scored : scored(kafka)) {
      int second = Integer.parseInt(scored.event().exceptionId().substring(1));
      int inFull = second - second / 5 * 5 + 1 + Math.min(9, second / 5) * 5;
      // The two partitions came one after the other at the start: some were late then.
      assertThat(scored.features().get("all")).isBetween(1.0, (double) inFull);
    }
    assertThat(
            kafka.read(kafka.topics().features(), FeatureRecord.class).stream()
                .map(FeatureRecord::eventId)
                .distinct())
        .hasSize(400);

    String second = policy("2", "2026-03-31T12:03:20Z", 5); // noon and 200 seconds
    kafka.sendPolicy("test@2", second + features);
    kafka.flush();
    try (EmbeddedFlink flink = flink(directory)) {
      flink.submit(
          RescoreOnKafka.NAME,
          env ->
              RescoreOnKafka.define(
                  env,
                  kafka.connection(),
                  new RescoreSettings(
                      NOON.plusSeconds(150),
                      NOON.plusSeconds(250),
                      RESCORED,
                      ScoringSettings.DEFAULT)));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(ids(kafka)).hasSize(100));
    }
    assertThat(rescored(kafka))
        .allSatisfy(
            s ->
                assertThat(s.policyVersion())
                    .isEqualTo(
                        s.event().occurredAt().isBefore(NOON.plusSeconds(200))
                            ? "test@1"
                            : "test@2"));
    assertThat(kafka.counts(ScoringJob.NAME)).containsEntry("scored", 400L);
  }

  private static List<ScoredException> rescored(TestKafka kafka) {
    return kafka.read(RESCORED, ScoredException.class);
  }

  private static Set<String> ids(TestKafka kafka) {
    return rescored(kafka).stream().map(ScoredException::eventId).collect(Collectors.toSet());
  }
}
