package io.breakwater.flink.scoring;

import static io.breakwater.flink.scoring.Samples.NOON;
import static io.breakwater.flink.scoring.Samples.event;
import static io.breakwater.flink.scoring.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away in the middle and comes back: the job waits, and nothing is lost. */
class BrokerOutageIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration OUTAGE =
      Boolean.getBoolean("breakwater.soak") ? Duration.ofMinutes(1) : Duration.ofSeconds(10);
  private static final int EVENTS = 20_000;
  private static final String PREFIX = "outage.";

  @TempDir Path directory;

  @Test
  void whatTheJobHadReadAndNotYetWrittenIsWrittenWhenTheBrokerIsBack() throws Exception {
    int port;
    TestKafka before = start(0);
    port = before.port();
    before.sendPolicy("test@1", policy("1", "2026-01-01T00:00:00Z", 30));
    IntStream.range(0, EVENTS).forEach(i -> send(before, i));
    before.flush();
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(
            new EmbeddedFlink.Settings(
                directory.resolve("flink"),
                0,
                OptionalInt.empty(),
                2,
                2,
                Duration.ofMillis(500)))) {
      JobClient job = flink.submit(Jobs.named(ScoringJob.NAME), 2, before.connection());
      await()
          .atMost(PATIENCE)
          .until(() -> !before.read(before.topics().scored(), ScoredException.class).isEmpty());
      before.close();

      await("the outage").pollDelay(OUTAGE).atMost(PATIENCE).until(() -> true);
      assertThat(job.getJobStatus().get()).isIn(JobStatus.RUNNING, JobStatus.RESTARTING);

      try (TestKafka after = start(port)) {
        IntStream.range(EVENTS, EVENTS + 1_000).forEach(i -> send(after, i));
        after.flush();
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(after.counts(ScoringJob.NAME))
                        .containsEntry("received", EVENTS + 1_000L)
                        .containsEntry("duplicate", 0L)
                        .containsEntry("scored", EVENTS + 1_000L));
        assertThat(
                after.read(after.topics().scored(), ScoredException.class).stream()
                    .map(ScoredException::eventId)
                    .distinct())
            .hasSize(EVENTS + 1_000);
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      }
    }
  }

  private TestKafka start(int port) {
    return TestKafka.start(directory.resolve("kafka"), port, PREFIX);
  }

  private static void send(TestKafka kafka, int i) {
    kafka.send(
        kafka.topics().exceptions(),
        i % TestKafka.PARTITIONS,
        "E" + i,
        Samples.json(event("E" + i, NOON.plusMillis(10L * i))));
  }
}
