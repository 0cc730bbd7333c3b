package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Prints the hops of a trace as a table, each with the time since the first. */
final class TraceTable {
  private TraceTable() {}

  static void print(JsonNode trace, PrintWriter out) {
    JsonNode hops = trace.path("hops");
    Optional<Instant> first = hops.isEmpty() ? Optional.empty() : at(hops.get(0));
    out.printf("%-30s %10s  %-16s %s%n", "time", "since", "hop", "what");
    for (JsonNode hop : hops) {
      String since =
          at(hop)
              .flatMap(at -> first.map(start -> Duration.between(start, at)))
              .map(d -> "+%.3f s".formatted(d.toNanos() / 1e9))
              .orElse("");
      out.printf(
          "%-30s %10s  %-16s %s%n",
          hop.path("at").asText(), since, hop.path("hop").asText(), hop.path("what").asText());
    }
  }

  private static Optional<Instant> at(JsonNode hop) {
    try {
      return Optional.of(Instant.parse(hop.path("at").asText()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
