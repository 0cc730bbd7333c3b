package io.breakwater.app.policy.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Pieces of a page; whatever comes from events or policies is escaped here. */
final class Html {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Html() {}

  /** Text as it is. */
  static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Two numbers, or one if they are the same. */
  static String arrow(long before, long after) {
    return before == after ? number(before) : number(before) + " → " + number(after);
  }

  /** Two texts, or one if they are the same. */
  static String arrow(String before, String after) {
    return before.equals(after) ? before : before + " → " + after;
  }

  /** A length of time in its largest whole unit: {@code 7 days}. */
  static String length(Duration length) {
    if (length.toSecondsPart() != 0) {
      return length.toSeconds() + " seconds";
    }
    long minutes = length.toMinutes();
    return minutes % 1_440 == 0
        ? words(minutes / 1_440, "day")
        : minutes % 60 == 0 ? words(minutes / 60, "hour") : words(minutes, "minute");
  }

  private static String words(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }

  static String day(Instant at) {
    return DAY.format(at);
  }

  /**
   * A table.
   *
   * @param headings as text; those that begin with {@code #} head columns of numbers
   * @param rows as HTML
   */
  static String table(List<String> headings, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
    for (String heading : headings) {
      html.append(cell("th", heading.startsWith("#"), text(heading.replaceFirst("^#", ""))));
    }
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        html.append(cell("td", headings.get(i).startsWith("#"), row.get(i)));
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table></div>").toString();
  }

  private static String cell(String tag, boolean number, String html) {
    return "<%s%s>%s</%s>".formatted(tag, number ? " class=\"n\"" : "", html, tag);
  }

  /** How many more there are than are shown; nothing if all are. */
  static String more(long all, long shown) {
    return all == shown ? "" : "<p class=\"more\">and " + number(all - shown) + " more</p>";
  }

  /** Paragraphs of a list; nothing for an empty one. */
  static String list(List<String> sentences) {
    return sentences.stream()
        .map(sentence -> "<li>" + text(sentence) + "</li>")
        .collect(Collectors.joining("", "<ul>", "</ul>"));
  }
}
