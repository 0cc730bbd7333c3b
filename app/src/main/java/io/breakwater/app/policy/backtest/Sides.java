package io.breakwater.app.policy.backtest;

import io.breakwater.app.policy.Reasons;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.sla.SlaPlan;
import io.breakwater.domain.sla.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** What happens on both sides, counted by what it happens to. */
final class Sides {
  private record Clock(String sla, Target target) {}

  private record Page(String channel, String occasion) {}

  /** Two numbers, of before and after. */
  private static final class Pair {
    private long before;
    private long after;

    void add(boolean isAfter) {
      if (isAfter) {
        after++;
      } else {
        before++;
      }
    }
  }

  private final Map<Clock, Pair> met = clocks();
  private final Map<Clock, Pair> breached = clocks();
  private final Map<Page, Pair> paged =
      new TreeMap<>(Comparator.comparing(Page::channel).thenComparing(Page::occasion));
  private final Map<String, Pair> openedOn = new TreeMap<>();
  private final Map<String, Pair> breachedOn = new TreeMap<>();
  private final Map<String, Pair> pagedOn = new TreeMap<>();

  private static Map<Clock, Pair> clocks() {
    return new TreeMap<>(Comparator.comparing(Clock::sla).thenComparing(Clock::target));
  }

  void opened(boolean isAfter, String desk) {
    pair(openedOn, desk).add(isAfter);
  }

  void met(boolean isAfter, SlaPlan plan) {
    pair(met, new Clock(plan.sla(), plan.target())).add(isAfter);
  }

  void breached(boolean isAfter, SlaPlan plan, String desk) {
    pair(breached, new Clock(plan.sla(), plan.target())).add(isAfter);
    pair(breachedOn, desk).add(isAfter);
  }

  void paged(boolean isAfter, Occasion occasion, String channel, String desk) {
    pair(paged, new Page(channel, Reasons.occasion(occasion))).add(isAfter);
    pair(pagedOn, desk).add(isAfter);
  }

  private static <K> Pair pair(Map<K, Pair> counts, K key) {
    return counts.computeIfAbsent(key, k -> new Pair());
  }

  /** Every clock that was met or breached. */
  List<Report.SlaChange> slas() {
    Map<Clock, Pair> all = clocks();
    all.putAll(met);
    all.putAll(breached);
    Pair none = new Pair();
    return all.keySet().stream()
        .map(
            clock -> {
              Pair late = breached.getOrDefault(clock, none);
              Pair inTime = met.getOrDefault(clock, none);
              return new Report.SlaChange(
                  clock.sla, clock.target, late.before, late.after, inTime.before, inTime.after);
            })
        .toList();
  }

  /** Every occasion that a channel heard of. */
  List<Report.PageChange> pages() {
    List<Report.PageChange> pages = new ArrayList<>();
    paged.forEach(
        (page, count) ->
            pages.add(
                new Report.PageChange(page.channel, page.occasion, count.before, count.after)));
    return pages;
  }

  /** All of one kind on one side. */
  long sum(ToLongFunction<Report.SlaChange> number) {
    return slas().stream().mapToLong(number).sum();
  }

  /** Every desk that had work on a side, those first that differ most. */
  List<Report.DeskChange> desks(Map<String, Report.Load> before, Map<String, Report.Load> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    Pair none = new Pair();
    List<Report.DeskChange> desks = new ArrayList<>();
    for (String desk : names) {
      Pair opened = openedOn.getOrDefault(desk, none);
      Pair late = breachedOn.getOrDefault(desk, none);
      Pair told = pagedOn.getOrDefault(desk, none);
      desks.add(
          new Report.DeskChange(
              desk,
              opened.before,
              opened.after,
              late.before,
              late.after,
              told.before,
              told.after,
              before.get(desk),
              after.get(desk)));
    }
    desks.sort(
        Comparator.comparing(
                (Report.DeskChange desk) -> Objects.equals(desk.before(), desk.after()))
            .thenComparing(
                Comparator.<Report.DeskChange>comparingLong(
                        d -> Math.abs(d.openedAfter() - d.openedBefore()))
                    .reversed())
            .thenComparing(
                Comparator.<Report.DeskChange>comparingLong(Report.DeskChange::openedBefore)
                    .reversed()));
    return desks;
  }
}
