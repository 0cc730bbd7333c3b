package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints the flow: a table of nodes, one of jobs, one of what they read and write, one of lags, and
 * problems.
 */
final class FlowTable {
  private FlowTable() {}

  private static final List<String> JOBS =
      List.of(
          "job",
          "state",
          "in/s",
          "out/s",
          "pending",
          "behind",
          "busy",
          "held back",
          "checkpoint",
          "took",
          "size",
          "restarts");

  static void print(JsonNode flow, PrintWriter out) {
    out.println(flow.path("at").asText());
    if (flow.has("cluster")) {
      Table.print(List.of("node", "", "roles"), nodes(flow.path("cluster")), out);
      out.println();
    }
    if (flow.has("jobs")) {
      List<List<String>> rows = new ArrayList<>();
      flow.path("jobs").forEach(job -> rows.add(job(job)));
      Table.print(JOBS, rows, out);
      out.println();
      Table.print(List.of("job", "", "topic", "records/s", "pending"), ends(flow), out);
    }
    if (flow.has("consumers")) {
      List<List<String>> rows = new ArrayList<>();
      flow.path("consumers")
          .forEach(
              consumer ->
                  rows.add(
                      List.of(
                          consumer.path("group").asText(),
                          consumer.path("topic").asText(),
                          whole(consumer.path("lag")))));
      out.println();
      Table.print(List.of("consumer group", "topic", "lag"), rows, out);
    }
    flow.path("problems").properties().forEach(p -> problem(p.getKey(), p.getValue(), out));
    for (JsonNode job : flow.path("jobs")) {
      job.path("problems")
          .properties()
          .forEach(p -> problem(job.path("name").asText() + "." + p.getKey(), p.getValue(), out));
    }
  }

  private static void problem(String part, JsonNode sentence, PrintWriter out) {
    out.println("! " + part + ": " + sentence.asText());
  }

  private static List<String> job(JsonNode job) {
    JsonNode checkpoint = job.path("checkpoint");
    return List.of(
        job.path("name").asText(),
        job.path("state").asText(),
        sum(job.path("in"), "records_per_second"),
        sum(job.path("out"), "records_per_second"),
        sum(job.path("in"), "pending"),
        millis(job.path("watermark_delay_ms")),
        percent(job.path("busy")),
        percent(job.path("backpressure")),
        checkpoint.has("age_ms") ? millis(checkpoint.path("age_ms")) + " ago" : "-",
        millis(checkpoint.path("duration_ms")),
        bytes(checkpoint.path("size_bytes")),
        whole(job.path("restarts")));
  }

  private static List<List<String>> nodes(JsonNode cluster) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode node : cluster.path("nodes")) {
      List<String> roles = new ArrayList<>();
      node.path("roles").forEach(role -> roles.add(role.asText()));
      rows.add(
          List.of(
              node.path("address").asText(),
              node.path("reachable").asBoolean() ? node.path("status").asText() : "unreachable",
              String.join(",", roles)));
    }
    long missing = cluster.path("size").asLong() - rows.size();
    if (missing > 0) {
      rows.add(List.of(missing + " more", "missing", ""));
    }
    return rows;
  }

  private static List<List<String>> ends(JsonNode flow) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode job : flow.path("jobs")) {
      String name = job.path("name").asText();
      job.path("in")
          .forEach(
              in ->
                  rows.add(
                      List.of(name, "reads", in.path("name").asText(), rate(in), pending(in))));
      job.path("out")
          .forEach(to -> rows.add(List.of(name, "writes", to.path("name").asText(), rate(to), "")));
    }
    return rows;
  }

  private static String rate(JsonNode end) {
    return number(end.path("records_per_second").asDouble());
  }

  private static String pending(JsonNode end) {
    return whole(end.path("pending"));
  }

  private static String sum(JsonNode ends, String field) {
    if (ends.isMissingNode()) {
      return "-";
    }
    double sum = 0;
    for (JsonNode end : ends) {
      sum += end.path(field).asDouble();
    }
    return number(sum);
  }

  private static String whole(JsonNode number) {
    return number.isNumber() ? number(number.asDouble()) : "-";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 && value % 1 != 0 ? "%.1f" : "%,.0f", value);
  }

  private static String percent(JsonNode share) {
    return share.isNumber() ? Math.round(share.asDouble() * 100) + "%" : "-";
  }

  private static String millis(JsonNode millis) {
    if (!millis.isNumber()) {
      return "-";
    }
    double ms = millis.asDouble();
    if (ms < 10_000) {
      return number(ms) + " ms";
    }
    double seconds = ms / 1_000;
    return seconds < 600 ? number(seconds) + " s" : number(seconds / 60) + " min";
  }

  private static String bytes(JsonNode bytes) {
    return bytes.isNumber() ? number(bytes.asDouble() / 1_024) + " KiB" : "-";
  }
}
