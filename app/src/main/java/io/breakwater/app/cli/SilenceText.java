package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Silences for a person to read. */
final class SilenceText {
  private SilenceText() {}

  private static final Duration DAY = Duration.ofDays(1);

  static void table(JsonNode silences, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode listed : silences) {
      JsonNode silence = listed.path("silence");
      rows.add(
          List.of(
              silence.path("id").asText(),
              state(listed),
              silence.path("starts_at").asText(),
              end(silence),
              silence.path("owner").asText(),
              silence.path("reason").asText(),
              silence.path("when").asText()));
    }
    Table.print(List.of("id", "state", "from", "until", "owner", "reason", "when"), rows, out);
  }

  static String line(JsonNode found) {
    JsonNode silence = found.path("silence");
    return "%s is %s, from %s until %s: %s"
        .formatted(
            silence.path("id").asText(),
            state(found),
            silence.path("starts_at").asText(),
            end(silence),
            silence.path("when").asText());
  }

  static void page(JsonNode found, PrintWriter out) {
    JsonNode silence = found.path("silence");
    out.println(line(found));
    if (silence.has("recurrence")) {
      JsonNode recurrence = silence.path("recurrence");
      List<String> days = new ArrayList<>();
      recurrence.path("on").forEach(day -> days.add(day.asText()));
      out.printf(
          "only on %s from %s (%s) for %s%n",
          String.join(", ", days),
          recurrence.path("at").asText(),
          recurrence.path("zone").asText(),
          recurrence.path("for").asText());
    }
    out.printf(
        "owner %s, reason: %s%n%n",
        silence.path("owner").asText(), silence.path("reason").asText());
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode change : found.path("changes")) {
      rows.add(
          List.of(
              change.path("at").asText(),
              change.path("change").asText().toLowerCase(Locale.ROOT),
              change.path("by").asText()));
    }
    Table.print(List.of("at", "change", "by"), rows, out);
  }

  static void preview(JsonNode preview, PrintWriter out) {
    Duration within = Duration.parse(preview.path("within").asText());
    long items = preview.path("items").asLong();
    out.printf(
        "would have quieted %d item%s in the last %s, and %d notification%s%n",
        items,
        items == 1 ? "" : "s",
        within.equals(DAY) ? "day" : within.toString().substring(1),
        preview.path("notifications").asLong(),
        preview.path("notifications").asLong() == 1 ? "" : "s");
    preview
        .path("by_desk")
        .fields()
        .forEachRemaining(desk -> out.printf("  %s: %s%n", desk.getKey(), desk.getValue()));
    preview.path("examples").forEach(id -> out.printf("  e.g. %s%n", id.asText()));
    if (!preview.path("complete").asBoolean()) {
      out.printf("of the newest %s items only%n", preview.path("examined").asText());
    }
  }

  private static String state(JsonNode listed) {
    return listed.path("state").asText().toLowerCase(Locale.ROOT);
  }

  private static String end(JsonNode silence) {
    return silence.path(silence.has("ended_at") ? "ended_at" : "ends_at").asText();
  }
}
