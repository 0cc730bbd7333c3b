package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** The sums of the SLA report as a table for people. */
final class SlaTable {
  private SlaTable() {}

  private static final String ROW = "%-32.32s  %-24.24s  %-11s  %9s  %9s  %9s  %10s%n";

  /**
   * Prints one line for each desk, SLA and target, and one for all.
   *
   * @param desks as {@code GET /api/v1/sla/report/desks} gives them
   */
  static void print(JsonNode desks, PrintWriter out) {
    if (desks.isEmpty()) {
      out.println("No SLA clock has been reported yet.");
      return;
    }
    out.printf(ROW, "desk", "SLA", "target", "running", "met", "breached", "compliance");
    long running = 0;
    long met = 0;
    long breached = 0;
    for (JsonNode line : desks) {
      row(
          out,
          line.path("desk").asText(),
          line.path("sla").asText(),
          line.path("target").asText().toLowerCase(Locale.ROOT),
          line.path("running").asLong(),
          line.path("met").asLong(),
          line.path("breached").asLong());
      running += line.path("running").asLong();
      met += line.path("met").asLong();
      breached += line.path("breached").asLong();
    }
    row(out, "all", "", "", running, met, breached);
  }

  private static void row(
      PrintWriter out,
      String desk,
      String sla,
      String target,
      long running,
      long met,
      long breached) {
    String compliance =
        met + breached == 0
            ? "-"
            : String.format(Locale.ROOT, "%.1f%%", 100.0 * met / (met + breached));
    out.printf(
        ROW, desk, sla, target, grouped(running), grouped(met), grouped(breached), compliance);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
