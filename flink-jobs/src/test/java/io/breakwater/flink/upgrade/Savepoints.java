package io.breakwater.flink.upgrade;

import io.breakwater.flink.Jobs;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.kafka.TestKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The savepoints that are kept of each release, one of each job, and the samples they are of. */
final class Savepoints {
  /** {@code RELEASE/JOB}. */
  static final Path KEPT = Path.of("src/test/resources/savepoints");

  /** A topic's name is in the state of what reads it. */
  static final String PREFIX = "upgrade.";

  static final List<Sample> SAMPLES =
      List.of(new ScoringSample(), new CorrelationSample(), new SlaReportSample());

  private static final int PARALLELISM = 2;

  private Savepoints() {}

  static Sample sampleOf(String job) {
    return SAMPLES.stream()
        .filter(sample -> sample.job().equals(job))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no sample of job " + job));
  }

  /** A cluster on whose directory jobs find what they go on from. */
  static EmbeddedFlink flink(Path directory) {
    return EmbeddedFlink.start(
        new EmbeddedFlink.Settings(
            directory,
            0,
            OptionalInt.empty(),
            PARALLELISM,
            PARALLELISM,
            // A checkpoint would take the place of the savepoint.
            Duration.ofHours(1)));
  }

  static void submit(EmbeddedFlink flink, Sample sample, TestKafka kafka, JobArguments arguments) {
    flink.submit(
        sample.job(), env -> Jobs.named(sample.job()).define(env, kafka.connection(), arguments));
  }

  static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
