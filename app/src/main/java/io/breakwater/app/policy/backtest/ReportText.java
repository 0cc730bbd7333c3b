package io.breakwater.app.policy.backtest;

import io.breakwater.app.policy.Reasons;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A report as lines that a person reads in a terminal. */
public final class ReportText {
  private static final int MOST_LINES = 15;
  private static final int MOST_ITEMS = 8;
  private static final int WIDEST = 48;
  private static final int LINE = 110;

  private final PrintWriter out;

  private ReportText(PrintWriter out) {
    this.out = out;
  }

  /** Prints a report. */
  public static void print(Report report, PrintWriter out) {
    ReportText text = new ReportText(out);
    text.head(report);
    text.moves("desks", report.moves());
    text.moves("priorities", report.priorities());
    text.slas(report);
    text.pages(report);
    text.desks(report);
    text.items(report);
    report.explained().forEach(text::explained);
    text.title("what this rests on");
    report.notes().forEach(text::paragraph);
  }

  private void head(Report report) {
    Report.Counts counts = report.counts();
    out.printf("%s against %s%n", report.candidate(), String.join(", ", report.against()));
    out.printf("%s to %s: %s", report.from(), report.to(), number(counts.events()) + " events");
    out.printf(" of %s items", number(counts.items()));
    if (counts.acts() > 0) {
      out.printf(", %s acts of people", number(counts.acts()));
    }
    out.printf("%n%n");
    line("open on another desk", number(counts.moved()) + share(counts.moved(), counts.items()));
    line(
        "open with another priority",
        number(counts.reprioritised()) + share(counts.reprioritised(), counts.items()));
    line("SLA breaches", change(report.breaches()));
    line("pages", change(report.pages()));
  }

  private void line(String what, String value) {
    out.printf("  %-28s%s%n", what, value);
  }

  private static String change(Report.Change change) {
    return "%s -> %s, %s gained, %s lost"
        .formatted(
            number(change.before()),
            number(change.after()),
            number(change.gained()),
            number(change.lost()));
  }

  private static String share(long part, long of) {
    return of == 0 ? "" : String.format(Locale.ROOT, " (%.1f%%)", 100.0 * part / of);
  }

  private void moves(String what, List<Report.Move> moves) {
    if (!moves.isEmpty()) {
      title(what);
      table(
          List.of("from", "to", "items"),
          moves.stream().map(m -> List.of(m.from(), m.to(), number(m.items()))).toList());
    }
  }

  private void slas(Report report) {
    List<List<String>> rows =
        report.slas().stream()
            .map(
                s ->
                    List.of(
                        s.sla() + " " + s.target().name().toLowerCase(Locale.ROOT),
                        arrow(s.breachedBefore(), s.breachedAfter()),
                        arrow(s.metBefore(), s.metAfter())))
            .toList();
    if (!rows.isEmpty()) {
      title("SLAs");
      table(List.of("clock", "breached", "met"), rows);
    }
  }

  private void pages(Report report) {
    List<List<String>> rows =
        report.pagesByOccasion().stream()
            .map(p -> List.of(p.channel(), p.occasion(), arrow(p.before(), p.after())))
            .toList();
    if (!rows.isEmpty()) {
      title("pages");
      table(List.of("channel", "occasion", "pages"), rows);
    }
  }

  private void desks(Report report) {
    List<List<String>> rows =
        report.desks().stream()
            .filter(d -> !Objects.equals(d.before(), d.after()))
            .map(
                d ->
                    List.of(
                        d.desk(),
                        arrow(d.openedBefore(), d.openedAfter()),
                        arrow(peak(d.before()), peak(d.after())),
                        arrow(mean(d.before()), mean(d.after())),
                        arrow(over(d.before()), over(d.after())),
                        arrow(d.breachesBefore(), d.breachesAfter()),
                        arrow(d.pagesBefore(), d.pagesAfter())))
            .toList();
    if (!rows.isEmpty()) {
      title("desks whose load differs");
      table(List.of("desk", "opened", "peak", "mean", "full for", "breaches", "pages"), rows);
    }
  }

  private static long peak(Report.Load load) {
    return load == null ? 0 : load.peak();
  }

  private static String mean(Report.Load load) {
    return String.format(Locale.ROOT, "%,.1f", load == null ? 0.0 : load.mean());
  }

  private static String over(Report.Load load) {
    Duration over = load == null ? Duration.ZERO : load.overCapacity();
    return over.isZero()
        ? "0"
        : over.toHours() < 48 ? over.toHours() + " h" : number(over.toDays()) + " d";
  }

  private void items(Report report) {
    if (report.items().isEmpty()) {
      return;
    }
    title("items that differ");
    List<List<String>> rows = new ArrayList<>();
    for (Report.Difference d : report.mostTelling(MOST_ITEMS)) {
      rows.add(
          List.of(
              d.openedAt().toString(),
              d.exceptionId(),
              d.type(),
              placed(d.before()),
              placed(d.after()),
              alone(d)));
    }
    table(List.of("opened", "exception", "type", "before", "after", "gained and lost"), rows);
    long more = report.items().size() + report.itemsLeftOut() - rows.size();
    if (more > 0) {
      out.printf("  and %s more: --format json has them, --item ID says why%n", number(more));
    }
  }

  private static String placed(Report.Placed placed) {
    String path = placed.path().isEmpty() ? "default" : String.join(" > ", placed.path());
    return "%s %s by %s".formatted(placed.desk(), placed.priority(), path);
  }

  private static String alone(Report.Difference d) {
    List<String> words = new ArrayList<>();
    d.breachesGained().forEach(b -> words.add("+breach " + b));
    d.breachesLost().forEach(b -> words.add("-breach " + b));
    d.pagesGained().forEach(p -> words.add("+" + p));
    d.pagesLost().forEach(p -> words.add("-" + p));
    return String.join(", ", words.subList(0, Math.min(2, words.size())))
        + (words.size() > 2 ? " and " + (words.size() - 2) + " more" : "");
  }

  private void explained(Report.Explained event) {
    title("%s at %s".formatted(event.kind(), event.at()));
    reasoned("before", event.before());
    reasoned("after", event.after());
  }

  private void reasoned(String side, Report.Reasoned reasoned) {
    out.printf(
        "  %s: desk %s, %s, score %d (%s)%n",
        side,
        reasoned.decision().desk(),
        reasoned.priority(),
        reasoned.score(),
        Reasons.contributions(reasoned.contributions()));
    Reasons.route(reasoned.decision()).forEach(line -> out.printf("    %s%n", line));
  }

  private void paragraph(String sentences) {
    StringBuilder line = new StringBuilder("  -");
    for (String word : sentences.split(" ")) {
      if (line.length() + word.length() >= LINE) {
        out.println(line);
        line = new StringBuilder("   ");
      }
      line.append(' ').append(word);
    }
    out.println(line);
  }

  private void title(String text) {
    out.printf("%n%s%n", text);
  }

  private void table(List<String> headings, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(headings);
    rows.stream()
        .limit(MOST_LINES)
        .forEach(row -> all.add(row.stream().map(ReportText::shortened).toList()));
    int[] widths = new int[headings.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
    if (rows.size() > MOST_LINES) {
      out.printf("  and %s more%n", number(rows.size() - MOST_LINES));
    }
  }

  private static String shortened(String value) {
    return value.length() <= WIDEST ? value : value.substring(0, WIDEST - 1) + "…";
  }

  private static String arrow(long before, long after) {
    return arrow(number(before), number(after));
  }

  private static String arrow(String before, String after) {
    return before.equals(after) ? before : before + " -> " + after;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
