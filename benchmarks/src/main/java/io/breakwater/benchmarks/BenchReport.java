package io.breakwater.benchmarks;

import io.breakwater.domain.json.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a benchmark found: measurements of several rounds, as their medians, and ratios between
 * them. Every benchmark prints itself through this, so that all tables and documents look the same.
 */
public final class BenchReport {

  /** One line of the table. */
  private record Row(String label, String name, List<Double> samples, String unit) {}

  private final String bench;
  private final int runs;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Double> ratios = new LinkedHashMap<>();

  /**
   * A report without lines.
   *
   * @param runs how many rounds each median is of
   */
  public BenchReport(String bench, int runs) {
    this.bench = bench;
    this.runs = runs;
  }

  /**
   * Adds a line.
   *
   * @param label for people, e.g. {@code byte pass-through}
   * @param name for scripts, e.g. {@code passthrough_events_per_s}
   * @param samples one value a round
   * @param unit e.g. {@code events/s}
   * @return the median
   */
  public double measured(String label, String name, Collection<Double> samples, String unit) {
    rows.add(new Row(label, name, List.copyOf(samples), unit));
    return median(samples);
  }

  /** Adds a ratio between medians. */
  public void ratio(String name, double value) {
    ratios.put(name, value);
  }

  /** The middle value; of an even number, the mean of the two in the middle. */
  public static double median(Collection<Double> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("there is no median of no samples");
    }
    List<Double> sorted = samples.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Prints the table, or the document that scripts read. */
  public void print(boolean json, PrintStream out) {
    if (json) {
      out.println(Json.text(document()));
    } else {
      printTable(out);
    }
  }

  private Map<String, Object> document() {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (Row row : rows) {
      figures.put(row.name(), rounded(median(row.samples())));
    }
    Map<String, Object> roundedRatios = new LinkedHashMap<>();
    ratios.forEach((name, value) -> roundedRatios.put(name, rounded(value)));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("bench", bench);
    document.put("machine", machine());
    document.put("runs", runs);
    document.put("ratios", roundedRatios);
    document.put("figures", figures);
    return document;
  }

  private void printTable(PrintStream out) {
    int width = rows.stream().mapToInt(row -> row.label().length()).max().orElse(0);
    width = Math.max(width, ratios.keySet().stream().mapToInt(String::length).max().orElse(0));
    String line = "%-" + (width + 2) + "s %14s   %14s … %-14s %s%n";
    out.printf(Locale.ROOT, line, bench, "median", "lowest", "highest", "");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          line,
          row.label(),
          shown(median(row.samples())),
          shown(row.samples().stream().min(Double::compare).orElseThrow()),
          shown(row.samples().stream().max(Double::compare).orElseThrow()),
          row.unit());
    }
    for (Map.Entry<String, Double> ratio : ratios.entrySet()) {
      out.printf(Locale.ROOT, "%-" + (width + 2) + "s %14.2f%n", ratio.getKey(), ratio.getValue());
    }
    Map<String, Object> machine = machine();
    out.printf(
        Locale.ROOT,
        "medians of %d rounds; %s cores, %s MiB heap, Java %s, %s%n",
        runs,
        machine.get("cores"),
        machine.get("heap_mib"),
        machine.get("java"),
        machine.get("os"));
  }

  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("heap_mib", Runtime.getRuntime().maxMemory() >> 20);
    machine.put("java", System.getProperty("java.version"));
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return machine;
  }

  private static String shown(double value) {
    return Math.abs(value) >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  private static double rounded(double value) {
    return Math.abs(value) >= 100 ? Math.rint(value) : Math.rint(value * 1_000) / 1_000;
  }
}
