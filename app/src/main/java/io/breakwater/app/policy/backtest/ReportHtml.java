package io.breakwater.app.policy.backtest;

import io.breakwater.app.policy.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A report as one HTML file that needs nothing else: no script, no font, no picture from afar. */
public final class ReportHtml {
  private static final int MOST_CHARTS = 12;
  private static final int MOST_ROWS = 40;

  private final Report report;
  private final StringBuilder html = new StringBuilder();

  private ReportHtml(Report report) {
    this.report = report;
  }

  /** The whole file. */
  public static String of(Report report) {
    return new ReportHtml(report).page();
  }

  private String page() {
    html.append(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width\"><title>");
    html.append(Html.text("Backtest of " + report.candidate()));
    html.append("</title><style>").append(style()).append("</style></head><body><main>");
    head();
    cards();
    moves();
    charts();
    desks();
    slas();
    explained();
    if (!report.items().isEmpty()) {
      section("Items that differ", HtmlItems.of(report));
    }
    section("What this rests on", Html.list(report.notes()));
    return html.append("</main></body></html>\n").toString();
  }

  private void head() {
    Report.Counts counts = report.counts();
    html.append(
        """
        <header><p class="kicker">Policy backtest</p><h1>%s</h1>
        <p>against %s · %s to %s UTC · %s events of %s items%s</p></header>
        """
            .formatted(
                Html.text(report.candidate()),
                Html.text(String.join(", ", report.against())),
                Html.day(report.from()),
                Html.day(report.to()),
                Html.number(counts.events()),
                Html.number(counts.items()),
                counts.acts() == 0 ? "" : " · " + Html.number(counts.acts()) + " acts of people"));
  }

  private void cards() {
    Report.Counts counts = report.counts();
    html.append("<div class=\"cards\">");
    card("open on another desk", Html.number(counts.moved()), share(counts.moved()));
    card(
        "with another priority",
        Html.number(counts.reprioritised()),
        share(counts.reprioritised()));
    card(
        "SLA breaches",
        Html.arrow(report.breaches().before(), report.breaches().after()),
        sides(report.breaches()));
    card(
        "pages",
        Html.arrow(report.pages().before(), report.pages().after()),
        sides(report.pages()));
    html.append("</div>");
  }

  private String share(long part) {
    long of = report.counts().items();
    return of == 0 ? "" : String.format(Locale.ROOT, "%.1f%% of %,d items", 100.0 * part / of, of);
  }

  private static String sides(Report.Change change) {
    return "<span class=\"plus\">+%s gained</span> <span class=\"minus\">−%s lost</span>"
        .formatted(Html.number(change.gained()), Html.number(change.lost()));
  }

  private void card(String what, String value, String below) {
    html.append(
        "<div class=\"card\"><p>%s</p><strong>%s</strong><small>%s</small></div>"
            .formatted(what, value, below));
  }

  private void section(String title, String content) {
    html.append("<section><h2>%s</h2>%s</section>".formatted(title, content));
  }

  private void moves() {
    if (!report.moves().isEmpty()) {
      section("From desk to desk", flows(report.moves()));
    }
    if (!report.priorities().isEmpty()) {
      section("From priority to priority", flows(report.priorities()));
    }
  }

  private static String flows(List<Report.Move> moves) {
    long most = moves.get(0).items();
    List<List<String>> rows = new ArrayList<>();
    for (Report.Move move : moves.subList(0, Math.min(MOST_ROWS, moves.size()))) {
      rows.add(
          List.of(
              Html.text(move.from()),
              Html.text(move.to()),
              Html.number(move.items()),
              String.format(
                  Locale.ROOT,
                  "<div class=\"bar\" style=\"width:%.1f%%\"></div>",
                  100.0 * move.items() / most)));
    }
    return Html.table(List.of("from", "to", "#items", ""), rows)
        + Html.more(moves.size(), rows.size());
  }

  private List<Report.DeskChange> otherLoads() {
    return report.desks().stream().filter(d -> !Objects.equals(d.before(), d.after())).toList();
  }

  private void charts() {
    List<Report.DeskChange> desks = otherLoads();
    if (!desks.isEmpty()) {
      StringBuilder charts = new StringBuilder();
      charts.append(
          "<p class=\"legend\"><i class=\"before\"></i> before <i class=\"after\"></i> candidate,"
              + " highest load in steps of "
              + Html.length(report.every())
              + "</p><div class=\"charts\">");
      desks.stream()
          .limit(MOST_CHARTS)
          .forEach(desk -> charts.append(LoadChart.of(desk, report.times())));
      section("Load of the desks over time", charts.append("</div>").toString());
    }
  }

  private void desks() {
    List<List<String>> rows = new ArrayList<>();
    List<Report.DeskChange> desks = otherLoads();
    for (Report.DeskChange d : desks.subList(0, Math.min(MOST_ROWS, desks.size()))) {
      rows.add(
          List.of(
              Html.text(d.desk()),
              Html.arrow(d.openedBefore(), d.openedAfter()),
              Html.arrow(mean(d.before()), mean(d.after())),
              Html.arrow(full(d.before()), full(d.after())),
              Html.arrow(d.breachesBefore(), d.breachesAfter()),
              Html.arrow(d.pagesBefore(), d.pagesAfter())));
    }
    if (!rows.isEmpty()) {
      section(
          "Desks",
          Html.table(
                  List.of("desk", "#opened", "#mean load", "#full for", "#breaches", "#pages"),
                  rows)
              + Html.more(desks.size(), rows.size()));
    }
  }

  private static String mean(Report.Load load) {
    return String.format(Locale.ROOT, "%,.1f", load == null ? 0.0 : load.mean());
  }

  private static String full(Report.Load load) {
    Duration over = load == null ? Duration.ZERO : load.overCapacity();
    return over.toHours() < 48 ? over.toHours() + " h" : over.toDays() + " d";
  }

  private void slas() {
    List<List<String>> rows = new ArrayList<>();
    for (Report.SlaChange s : report.slas()) {
      rows.add(
          List.of(
              Html.text(s.sla()),
              s.target().name().toLowerCase(Locale.ROOT),
              Html.arrow(s.breachedBefore(), s.breachedAfter()),
              Html.arrow(s.metBefore(), s.metAfter())));
    }
    if (!rows.isEmpty()) {
      section("SLAs", Html.table(List.of("SLA", "target", "#breached", "#met"), rows));
    }
    List<List<String>> pages = new ArrayList<>();
    for (Report.PageChange p : report.pagesByOccasion()) {
      pages.add(
          List.of(
              Html.text(p.channel()), Html.text(p.occasion()), Html.arrow(p.before(), p.after())));
    }
    if (!pages.isEmpty()) {
      section("Pages", Html.table(List.of("channel", "occasion", "#pages"), pages));
    }
  }

  private void explained() {
    for (Report.Explained event : report.explained()) {
      section(
          Html.text("%s at %s".formatted(event.kind(), event.at())),
          "<div class=\"two\">"
              + reasoned("before", event.before())
              + reasoned("candidate", event.after())
              + "</div>");
    }
  }

  private static String reasoned(String side, Report.Reasoned r) {
    return "<div><h3>%s: %s, %s, score %d</h3><p>%s</p>%s</div>"
        .formatted(
            side,
            Html.text(r.decision().desk()),
            r.priority(),
            r.score(),
            Html.text(Reasons.contributions(r.contributions())),
            Html.list(Reasons.route(r.decision())));
  }

  private static String style() {
    try (InputStream css = ReportHtml.class.getResourceAsStream("/backtest/report.css")) {
      return new String(
          Objects.requireNonNull(css, "/backtest/report.css is missing").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
