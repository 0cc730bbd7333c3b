package io.breakwater.benchmarks.routing;

import io.breakwater.app.bench.Bench;
import io.breakwater.benchmarks.BenchReport;
import io.breakwater.benchmarks.routing.RoutingMeasurement.Round;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Durable work items a second against raw JDBC batches of the same bytes into a table of the same
 * shape, fsync on, in the same run; whether the outbox keeps up with what is written, and how far
 * behind it is at half of the warm rate; and what it takes to claim the next item of a long queue.
 */
public final class RoutingBench implements Bench {
  private static final int RUNS = 5;
  private static final int WARM_UP_RUNS = 2;
  private static final int ITEMS = 6_000;
  private static final int OPERATIONS = 12_000;
  private static final int QUEUE = 100_000;
  private static final int CLAIMS = 3_200;

  @Override
  public String name() {
    return "routing";
  }

  @Override
  public String description() {
    return "durable work items a second: cold, warm and through the outbox, against raw JDBC";
  }

  @Override
  public void run(boolean json, PrintStream out) throws Exception {
    Path directory = Files.createTempDirectory("breakwater-bench-routing");
    try (RoutingMeasurement measurement = new RoutingMeasurement(directory)) {
      BenchReport report = new BenchReport("routing", RUNS);
      double warm = rates(report, rounds(measurement));
      List<Double> lags = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        lags.add(measurement.lagP99Millis("round-" + i, OPERATIONS, warm / 2));
      }
      report.measured("lag of the outbox, p99 at half load", "outbox_lag_p99_ms", lags, "ms");
      System.err.printf("opening %,d items%n", QUEUE);
      report.measured(
          "claim of the next of 100,000, p99",
          "claim_next_p99_ms",
          List.of(measurement.claimNextP99Millis(QUEUE, CLAIMS)),
          "ms");
      report.print(json, out);
    } finally {
      delete(directory);
    }
  }

  private static List<Round> rounds(RoutingMeasurement measurement) throws Exception {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < WARM_UP_RUNS + RUNS; i++) {
      Round round = measurement.round("round-" + i, ITEMS, OPERATIONS);
      System.err.printf("round %d of %d%n", i + 1, WARM_UP_RUNS + RUNS);
      if (i >= WARM_UP_RUNS) {
        rounds.add(round);
      }
    }
    return rounds;
  }

  /** Reports the rates and their ratios, and gives the warm one. */
  private static double rates(BenchReport report, List<Round> rounds) {
    double rawOpened =
        add(report, rounds, "raw JDBC, opening events", "raw_opened_per_s", Round::rawOpened);
    double cold = add(report, rounds, "items opened, cold", "cold_opened_per_s", Round::cold);
    double rawUpdated =
        add(report, rounds, "raw JDBC, updating events", "raw_updated_per_s", Round::rawUpdated);
    double warm = add(report, rounds, "operations, warm", "warm_operations_per_s", Round::warm);
    double outbox =
        add(report, rounds, "published and projected", "outbox_events_per_s", Round::outbox);
    report.ratio("cold_vs_jdbc", cold / rawOpened);
    report.ratio("warm_vs_jdbc", warm / rawUpdated);
    report.ratio("outbox_vs_write", outbox / warm);
    report.ratio("outbox_keeps", BenchReport.median(rounds.stream().map(Round::kept).toList()));
    return warm;
  }

  private static double add(
      BenchReport report,
      List<Round> rounds,
      String label,
      String name,
      ToDoubleFunction<Round> rate) {
    return report.measured(
        label, name, rounds.stream().map(rate::applyAsDouble).toList(), "events/s");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
