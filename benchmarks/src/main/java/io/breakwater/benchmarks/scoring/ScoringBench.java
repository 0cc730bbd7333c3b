package io.breakwater.benchmarks.scoring;

import io.breakwater.app.bench.Bench;
import io.breakwater.benchmarks.BenchReport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code bench scoring}: the scoring job beside a job that only copies bytes, both from Kafka
 * through Flink to Kafka, with the same parallelism, checkpoints and clients. The topic is filled
 * before; a rate is events by the time between the first and the last record that came out.
 */
public final class ScoringBench implements Bench {

  private static final int ROUNDS = 5;
  private static final int EVENTS = 250_000;

  @Override
  public String name() {
    return "scoring";
  }

  @Override
  public String description() {
    return "The scoring job beside a byte pass-through Kafka, Flink, Kafka.";
  }

  @Override
  public void run(boolean json, PrintStream out) throws Exception {
    Path directory = Files.createTempDirectory("breakwater-bench-scoring");
    try {
      BenchReport report = measure(directory);
      report.print(json, out);
    } finally {
      delete(directory);
    }
  }

  private static BenchReport measure(Path directory) throws Exception {
    List<Double> passThrough = new ArrayList<>();
    List<Double> scoring = new ArrayList<>();
    try (ScoringRig rig = ScoringRig.start(directory)) {
      System.err.printf("filling a topic with %,d events%n", EVENTS);
      long bytes = rig.fill(EVENTS);
      System.err.printf("one event has %d bytes%n", bytes / EVENTS);
      for (int round = 1; round <= ROUNDS; round++) {
        passThrough.add(rig.passThrough(round, EVENTS));
        scoring.add(rig.scoring(round, EVENTS));
        System.err.printf(
            "round %d of %d: pass-through %,.0f/s, scoring %,.0f/s%n",
            round, ROUNDS, passThrough.get(round - 1), scoring.get(round - 1));
      }
    }
    BenchReport report = new BenchReport("scoring", ROUNDS);
    double floor =
        report.measured("byte pass-through", "passthrough_events_per_s", passThrough, "events/s");
    double job = report.measured("scoring job", "scoring_events_per_s", scoring, "events/s");
    report.ratio("vs_passthrough", job / floor);
    return report;
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }
}
