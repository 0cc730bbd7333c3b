package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints how much correlation compresses: a sentence, then a table each by rule, priority, day. */
final class CompressionTable {
  private CompressionTable() {}

  static void print(JsonNode report, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%,d alerts, %,d incidents: %s. %,d open, %,d closed; %,d more merged into others.%n",
        report.path("alerts").asLong(),
        report.path("incidents").asLong(),
        ratio(report),
        report.path("open").asLong(),
        report.path("closed").asLong(),
        report.path("merged").asLong());
    table(
        report.path("by_rule"),
        List.of("rule", "incidents", "members", "open", "closed", "merged"),
        "members each",
        out);
    for (String part : List.of("priority", "day")) {
      table(
          report.path("by_" + part),
          List.of(part, "alerts", "incidents", "members"),
          "compression",
          out);
    }
  }

  private static void table(JsonNode parts, List<String> fields, String last, PrintWriter out) {
    List<String> headings = new ArrayList<>(fields);
    headings.add(last);
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode part : parts) {
      List<String> row = new ArrayList<>();
      fields.forEach(field -> row.add(part.path(field).asText()));
      row.add(ratio(part));
      rows.add(row);
    }
    out.println();
    Table.print(headings, rows, out);
  }

  private static String ratio(JsonNode part) {
    return part.path("ratio").isNumber()
        ? String.format(Locale.ROOT, "%,.1f : 1", part.path("ratio").asDouble())
        : "-";
  }
}
