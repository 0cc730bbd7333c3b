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
 * filled before; a rate is events by the time from the first that was read to the last that came
 * out, and the CPU is all that the process used meanwhile, the broker in it included. The first
 * rounds warm up and are not counted. Kafka Streams takes features as events arrive: it has no
 * order of event time across partitions. Latency is measured at half of the scoring job's rate,
 * from when an event is due to reading what came of it, with features that do not wait for event
 * time: waiting for it is a choice of the policy.
 */
public final class ScoringBench implements Bench {

  /**
   * System properties {@code bench.rounds}, {@code bench.warm-ups} and {@code bench.events} shorten
   * a trial.
   */
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

  /** The compilers are still busy after the first, which says twice of what the fourth says. */
  private static final int WARM_UPS = Integer.getInteger("bench.warm-ups", 3);

  private static final int EVENTS = Integer.getInteger("bench.events", 400_000);

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
    Variant passThrough = new Variant("byte pass-through", "passthrough");
    Variant scoring = new Variant("scoring job", "scoring");
    Variant once = new Variant("scoring job, exactly once", "exactly_once");
    Variant poisoned = new Variant("scoring job, 1 % poison", "poisoned");
    Variant streams = new Variant("Kafka Streams", "kafka_streams");
    List<Double> bytesPerKey = new ArrayList<>();
    List<Double> passThroughLatency = new ArrayList<>();
    List<Double> scoringLatency = new ArrayList<>();
    try (ScoringRig rig = ScoringRig.start(directory)) {
      System.err.printf("filling a topic with %,d events%n", EVENTS);
      long bytes = rig.fill(EVENTS);
      System.err.printf("one event has %d bytes%n", bytes / EVENTS);
      for (int round = 1 - WARM_UPS; round <= ROUNDS; round++) {
        ScoringRig.Run floor = rig.passThrough(round, EVENTS);
        ScoringRig.Run job = rig.scoring(round, EVENTS, false);
        ScoringRig.Run jobOnce = rig.scoring(round, EVENTS, true);
        ScoringRig.Run poison = rig.poisoned(round, EVENTS);
        ScoringRig.Run peer = rig.streams(round, EVENTS);
        System.err.printf(
            "%s: pass-through %,.0f/s, scoring %,.0f/s, exactly once %,.0f/s,"
                + " with poison %,.0f/s, Kafka Streams %,.0f/s%n",
            round <= 0 ? "warm-up" : "round %d of %d".formatted(round, ROUNDS),
            floor.rate(),
            job.rate(),
            jobOnce.rate(),
            poison.rate(),
            peer.rate());
        if (round > 0) {
          passThrough.add(floor);
          scoring.add(job);
          once.add(jobOnce);
          poisoned.add(poison);
          streams.add(peer);
          bytesPerKey.add(job.checkpointBytesPerKey());
        }
      }
      double half = BenchReport.median(scoring.rates) / 2;
      for (int round = 1; round <= ROUNDS; round++) {
        passThroughLatency.add(rig.passThroughLatency(round, half));
        scoringLatency.add(rig.scoringLatency(round, half));
        System.err.printf(
            "round %d of %d: p99 at %,.0f/s: pass-through %.0f ms, scoring %.0f ms%n",
            round, ROUNDS, half, passThroughLatency.get(round - 1), scoringLatency.get(round - 1));
      }
    }
    BenchReport report = new BenchReport("scoring", ROUNDS);
    double floor = passThrough.rate(report);
    double job = scoring.rate(report);
    double jobOnce = once.rate(report);
    double withPoison = poisoned.rate(report);
    double peer = streams.rate(report);
    for (Variant variant : List.of(passThrough, scoring, once, poisoned, streams)) {
      variant.cpu(report);
    }
    report.measured("checkpoint, per live key", "checkpoint_bytes_per_key", bytesPerKey, "bytes");
    double floorLatency =
        report.measured("p99, byte pass-through", "passthrough_p99_ms", passThroughLatency, "ms");
    double latency = report.measured("p99, scoring job", "scoring_p99_ms", scoringLatency, "ms");
    report.ratio("vs_passthrough", job / floor);
    report.ratio("vs_kafka_streams", job / peer);
    report.ratio("exactly_once_vs_at_least_once", jobOnce / job);
    report.ratio("poisoned_vs_clean", withPoison / job);
    report.ratio("latency_p99_vs_passthrough", latency / floorLatency);
    return report;
  }

  /** The runs of one of those that are compared. */
  private static final class Variant {
    private final String label;
    private final String name;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> cpuMicros = new ArrayList<>();

    private Variant(String label, String name) {
      this.label = label;
      this.name = name;
    }

    private void add(ScoringRig.Run run) {
      rates.add(run.rate());
      cpuMicros.add(run.cpuMicros());
    }

    private double rate(BenchReport report) {
      return report.measured(label, name + "_events_per_s", rates, "events/s");
    }

    private void cpu(BenchReport report) {
      report.measured("CPU, " + label, name + "_cpu_us_per_event", cpuMicros, "µs/event");
    }
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
