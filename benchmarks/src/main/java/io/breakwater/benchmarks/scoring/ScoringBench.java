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
 * {@code bench scoring}: the scoring job with 8 features over two keys and 20 rules, beside a job
 * that only copies bytes and beside Kafka Streams with the same parser, features, rules and
 * guarantee; with the same parallelism, state written every second, and clients. The topic is
 * filled before; a rate is events by the time between the first and the last record that came out.
 * Latency is measured at half of the scoring job's rate, from sending an event to reading what came
 * of it, with features that do not wait for event time: waiting for it is a choice of the policy.
 */
public final class ScoringBench implements Bench {

  /** System properties {@code bench.rounds} and {@code bench.events} shorten a trial. */
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

  private static final int EVENTS = Integer.getInteger("bench.events", 250_000);

  @Override
  public String name() {
    return "scoring";
  }

  @Override
  public String description() {
    return "The scoring job beside a byte pass-through Kafka, Flink, Kafka and Kafka Streams.";
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
    List<Double> exactlyOnce = new ArrayList<>();
    List<Double> streams = new ArrayList<>();
    List<Double> bytesPerKey = new ArrayList<>();
    List<Double> passThroughLatency = new ArrayList<>();
    List<Double> scoringLatency = new ArrayList<>();
    try (ScoringRig rig = ScoringRig.start(directory)) {
      System.err.printf("filling a topic with %,d events%n", EVENTS);
      long bytes = rig.fill(EVENTS);
      System.err.printf("one event has %d bytes%n", bytes / EVENTS);
      for (int round = 1; round <= ROUNDS; round++) {
        passThrough.add(rig.passThrough(round, EVENTS));
        ScoringRig.Scored scored = rig.scoring(round, EVENTS, false);
        scoring.add(scored.rate());
        bytesPerKey.add(scored.checkpointBytesPerKey());
        exactlyOnce.add(rig.scoring(round, EVENTS, true).rate());
        streams.add(rig.streams(round, EVENTS));
        System.err.printf(
            "round %d of %d: pass-through %,.0f/s, scoring %,.0f/s, exactly once %,.0f/s,"
                + " Kafka Streams %,.0f/s; %.0f bytes a key%n",
            round,
            ROUNDS,
            passThrough.get(round - 1),
            scoring.get(round - 1),
            exactlyOnce.get(round - 1),
            streams.get(round - 1),
            bytesPerKey.get(round - 1));
      }
      double half = BenchReport.median(scoring) / 2;
      for (int round = 1; round <= ROUNDS; round++) {
        passThroughLatency.add(rig.passThroughLatency(round, half));
        scoringLatency.add(rig.scoringLatency(round, half));
        System.err.printf(
            "round %d of %d: p99 at %,.0f/s: pass-through %.0f ms, scoring %.0f ms%n",
            round, ROUNDS, half, passThroughLatency.get(round - 1), scoringLatency.get(round - 1));
      }
    }
    BenchReport report = new BenchReport("scoring", ROUNDS);
    double floor =
        report.measured("byte pass-through", "passthrough_events_per_s", passThrough, "events/s");
    double job = report.measured("scoring job", "scoring_events_per_s", scoring, "events/s");
    double once =
        report.measured(
            "scoring job, exactly once", "exactly_once_events_per_s", exactlyOnce, "events/s");
    double peer =
        report.measured("Kafka Streams", "kafka_streams_events_per_s", streams, "events/s");
    report.measured("checkpoint, per live key", "checkpoint_bytes_per_key", bytesPerKey, "bytes");
    double floorLatency =
        report.measured("p99, byte pass-through", "passthrough_p99_ms", passThroughLatency, "ms");
    double latency = report.measured("p99, scoring job", "scoring_p99_ms", scoringLatency, "ms");
    report.ratio("vs_passthrough", job / floor);
    report.ratio("vs_kafka_streams", job / peer);
    report.ratio("exactly_once_vs_at_least_once", once / job);
    report.ratio("latency_p99_vs_passthrough", latency / floorLatency);
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
