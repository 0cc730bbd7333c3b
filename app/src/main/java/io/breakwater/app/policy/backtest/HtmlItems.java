package io.breakwater.app.policy.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The items that differ, as a table of a page. */
final class HtmlItems {
  private static final int MOST = 500;

  private HtmlItems() {}

  static String of(Report report) {
    List<List<String>> rows = new ArrayList<>();
    for (Report.Difference d : report.mostTelling(MOST)) {
      rows.add(
          List.of(
              "<span class=\"t\">" + Html.day(d.openedAt()) + "</span>",
              Html.text(d.exceptionId()),
              Html.text(d.type()),
              placed(d.before()),
              placed(d.after()),
              alone(d)));
    }
    return Html.table(
            List.of("opened", "exception", "type", "before", "candidate", "gained and lost"), rows)
        + Html.more(report.items().size() + report.itemsLeftOut(), rows.size());
  }

  private static String placed(Report.Placed p) {
    String path = p.path().isEmpty() ? "default" : String.join(" > ", p.path());
    return "%s <b class=\"%s\">%s</b><small>%s, score %d</small>"
        .formatted(
            Html.text(p.desk()),
            p.priority().name().toLowerCase(Locale.ROOT),
            p.priority(),
            Html.text(path),
            p.score());
  }

  private static String alone(Report.Difference d) {
    StringBuilder words = new StringBuilder();
    d.breachesGained().forEach(b -> word(words, "plus", "+breach " + b));
    d.breachesLost().forEach(b -> word(words, "minus", "−breach " + b));
    d.pagesGained().forEach(p -> word(words, "plus", "+page " + p));
    d.pagesLost().forEach(p -> word(words, "minus", "−page " + p));
    return words.toString();
  }

  private static void word(StringBuilder words, String side, String what) {
    words.append("<span class=\"%s\">%s</span> ".formatted(side, Html.text(what)));
  }
}
