package io.breakwater.app.policy.backtest;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The load of one desk over time on both sides, as SVG. */
final class LoadChart {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 110;

  private LoadChart() {}

  /** The picture; it takes its colours from the page. */
  static String of(Report.DeskChange desk, List<Instant> times) {
    List<Integer> before = highest(desk.before());
    List<Integer> after = highest(desk.after());
    int most = Math.max(1, Math.max(max(before), max(after)));
    return """
        <figure><figcaption>%s <small>peak %s</small></figcaption>
        <svg viewBox="0 0 %d %d" role="img" aria-label="%s: load before and after">
        <path class="area" d="%s"/><path class="before" d="%s"/><path class="after" d="%s"/>
        </svg><div class="axis"><span>%s</span><span>%s</span></div></figure>
        """
        .formatted(
            Html.text(desk.desk()),
            Html.arrow(max(before), max(after)),
            WIDTH,
            HEIGHT,
            Html.text(desk.desk()),
            area(before, most),
            line(before, most),
            line(after, most),
            Html.day(times.get(0)),
            Html.day(times.get(times.size() - 1)));
  }

  private static List<Integer> highest(Report.Load load) {
    return load == null ? List.of() : load.highest();
  }

  private static int max(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private static String area(List<Integer> values, int most) {
    String line = line(values, most);
    return line.isEmpty() ? "" : line + "L%d %d L0 %d Z".formatted(WIDTH, HEIGHT, HEIGHT);
  }

  private static String line(List<Integer> values, int most) {
    if (values.isEmpty()) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i <= values.size(); i++) {
      int value = values.get(Math.min(i, values.size() - 1));
      double x = (double) WIDTH * i / values.size();
      double y = HEIGHT - 2 - (HEIGHT - 6.0) * value / most;
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f ", i == 0 ? "M" : "L", x, y));
    }
    return path.toString();
  }
}
