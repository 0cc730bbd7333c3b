package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Work items for a person to read. */
final class WorkText {
  private WorkText() {}

  private static final List<String> FACTS =
      List.of(
          "work_item_id",
          "exception_id",
          "source_id",
          "type",
          "severity",
          "amount",
          "currency",
          "priority",
          "score",
          "desk",
          "previous_desk",
          "state",
          "assignee",
          "resolution",
          "opened_at",
          "resolved_at",
          "held_until",
          "snoozed_until",
          "escalations",
          "absorbed_into",
          "merged_into",
          "version",
          "trace_id");

  /** Fields of an event that a person wants to see beside its type. */
  private static final List<String> DETAILS =
      List.of(
          "assignee",
          "from",
          "desk",
          "state",
          "code",
          "reason",
          "until",
          "into",
          "other",
          "what",
          "tags",
          "level",
          "score",
          "note");

  static void table(List<JsonNode> items, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode item : items) {
      rows.add(
          List.of(
              item.path("priority").asText(),
              item.path("state").asText(),
              item.path("desk").asText(),
              item.path("assignee").asText("-"),
              item.path("opened_at").asText(),
              item.path("exception_id").asText(),
              item.path("type").asText(),
              item.path("work_item_id").asText()));
    }
    Table.print(
        List.of("priority", "state", "desk", "assignee", "opened", "exception", "type", "id"),
        rows,
        out);
  }

  private static String quiet(JsonNode quiet) {
    return quiet.path("why").asText()
        + (quiet.has("until") ? " until " + quiet.path("until").asText() : "")
        + (quiet.has("reason") ? ": " + quiet.path("reason").asText() : "");
  }

  static void page(JsonNode page, List<JsonNode> history, PrintWriter out) {
    JsonNode item = page.path("item");
    for (String field : FACTS) {
      if (item.hasNonNull(field)) {
        out.printf("%-15s %s%n", field.replace('_', ' '), item.path(field).asText());
      }
    }
    if (item.has("waiting")) {
      out.printf("%-15s %s%n", "waits for", item.at("/waiting/reason").asText());
    }
    if (item.path("tags").size() > 0) {
      out.printf("%-15s %s%n", "tags", joined(item.path("tags")));
    }
    item.path("links")
        .forEach(
            link ->
                out.printf(
                    "%-15s %s%n",
                    link.path("relation").asText().toLowerCase(java.util.Locale.ROOT),
                    link.path("work_item_id").asText()));
    if (item.has("approval")) {
      out.printf("%-15s %s%n", "to approve", approval(item.path("approval")));
    }
    if (page.has("quiet")) {
      out.printf("%-15s %s%n", "quiet", quiet(page.path("quiet")));
    }
    out.printf("%-15s %s%n%n", "decided by", joined(page.at("/decision/path")));
    long missing = page.path("earlier").asLong();
    if (missing > 0 && history.size() <= page.path("history").size()) {
      out.printf("%d earlier events: --all shows them%n", missing);
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode record : history) {
      JsonNode event = record.path("event");
      rows.add(
          List.of(
              record.path("sequence").asText(),
              event.path("occurred_at").asText(),
              event.path("by").asText(),
              event.path("type").asText(),
              details(event)));
    }
    Table.print(List.of("#", "time", "by", "event", "details"), rows, out);
  }

  /** One line: what an item is after an operation. */
  static String line(JsonNode item) {
    String assignee = item.path("assignee").asText("nobody");
    String line =
        "%s is %s on %s, %s has it (version %s)"
            .formatted(
                item.path("exception_id").asText(),
                item.path("state").asText(),
                item.path("desk").asText(),
                assignee,
                item.path("version").asText());
    return item.has("approval")
        ? line + "; to be approved: " + approval(item.path("approval"))
        : line;
  }

  private static String approval(JsonNode approval) {
    return "%s, asked by %s, until %s"
        .formatted(
            approval.at("/operation/type").asText(),
            approval.path("requested_by").asText(),
            approval.path("expires_at").asText());
  }

  private static String details(JsonNode event) {
    List<String> details = new ArrayList<>();
    for (String field : DETAILS) {
      JsonNode value = event.path(field);
      if (value.isArray()) {
        details.add(joined(value));
      } else if (value.isValueNode() && !value.asText().isEmpty()) {
        details.add(field.equals("note") ? "\"" + value.asText() + "\"" : value.asText());
      }
    }
    if (event.has("waiting")) {
      details.add(event.at("/waiting/reason").asText());
    }
    if (event.has("link")) {
      details.add(
          event.at("/link/relation").asText() + " " + event.at("/link/work_item_id").asText());
    }
    return String.join(", ", details);
  }

  private static String joined(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return String.join(", ", texts);
  }
}
