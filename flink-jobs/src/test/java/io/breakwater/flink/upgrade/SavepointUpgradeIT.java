package io.breakwater.flink.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.flink.Jobs;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.job.Job;
import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.kafka.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's jobs go on from the savepoints of every release; {@link SavepointRecorderIT} takes them.
 * When this fails, an upgrade would lose or refuse the state of a running job: keep the operator's
 * uid, the state's name and an old reader of its format.
 */
class SavepointUpgradeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("kept")
  void todaysJobGoesOn(Path kept) {
    String job = kept.getFileName().toString();
    Sample sample = Savepoints.sampleOf(job);
    Path flinkDirectory = directory.resolve("flink");
    // Where a stop with savepoint would have left it.
    Path savepoint = flinkDirectory.resolve(job).resolve("savepoints/savepoint-kept");
    savepoint.getParent().toFile().mkdirs();
    Savepoints.copy(kept, savepoint);
    try (TestKafka kafka = TestKafka.start(directory.resolve("kafka"), 0, Savepoints.PREFIX)) {
      sample.before(kafka);
      sample.after(kafka);
      kafka.flush();
      try (EmbeddedFlink flink = Savepoints.flink(flinkDirectory)) {
        Savepoints.submit(flink, sample, kafka, JobArguments.none());
        await().atMost(PATIENCE).untilAsserted(() -> sample.assertGoesOn(kafka));
      }
    }
  }

  @Test
  void everyStandingJobHasASample() {
    assertThat(Savepoints.SAMPLES)
        .extracting(Sample::job)
        .containsExactlyInAnyOrderElementsOf(Jobs.STANDING.stream().map(Job::name).toList());
  }

  static List<Path> kept() throws IOException {
    try (Stream<Path> folders = Files.walk(Savepoints.KEPT, 2)) {
      List<Path> kept =
          folders.filter(path -> Savepoints.KEPT.relativize(path).getNameCount() == 2).toList();
      assertThat(kept).isNotEmpty();
      return kept;
    }
  }
}
