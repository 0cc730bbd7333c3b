package io.breakwater.flink.upgrade;

import static org.awaitility.Awaitility.await;

import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.embedded.RetainedState;
import io.breakwater.flink.kafka.TestKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Not a test: takes the savepoints of a release, when one asks for it by {@code ./mvnw verify -pl
 * flink-jobs -am -Dtest=None -Dit.test=SavepointRecorderIT -Drecord-savepoints=RELEASE
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}. One that is
 * kept already is never taken again: delete it first, if its release was never published.
 */
@EnabledIfSystemProperty(named = "record-savepoints", matches = ".+")
class SavepointRecorderIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("samples")
  void takeOne(Sample sample) {
    Path kept =
        Savepoints.KEPT.resolve(System.getProperty("record-savepoints")).resolve(sample.job());
    if (Files.exists(kept)) {
      return;
    }
    Path flinkDirectory = directory.resolve("flink");
    try (TestKafka kafka = TestKafka.start(directory.resolve("kafka"), 0, Savepoints.PREFIX)) {
      sample.before(kafka);
      kafka.flush();
      try (EmbeddedFlink flink = Savepoints.flink(flinkDirectory)) {
        Savepoints.submit(flink, sample, kafka, sample.argumentsBefore());
        await().atMost(PATIENCE).untilAsserted(() -> sample.assertSettled(kafka));
      }
    }
    Savepoints.copy(RetainedState.newest(flinkDirectory.resolve(sample.job())).orElseThrow(), kept);
  }

  static Iterable<Sample> samples() {
    return Savepoints.SAMPLES;
  }
}
