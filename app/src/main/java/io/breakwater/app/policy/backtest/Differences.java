package io.breakwater.app.policy.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The items that differ, counted and, as far as asked for, kept. */
final class Differences {
  private static final Comparator<List<String>> PAIRS =
      Comparator.<List<String>, String>comparing(pair -> pair.get(0))
          .thenComparing(pair -> pair.get(1));

  private final int most;
  private final Map<List<String>, Long> moves = new TreeMap<>(PAIRS);
  private final Map<List<String>, Long> priorities = new TreeMap<>(PAIRS);
  private final List<Report.Difference> items = new ArrayList<>();
  private long opened;
  private long moved;
  private long reprioritised;
  private long differing;
  private long breachesGained;
  private long breachesLost;
  private long pagesGained;
  private long pagesLost;

  /**
   * None yet.
   *
   * @param most how many to keep
   */
  Differences(int most) {
    this.most = most;
  }

  /** Takes an item when its history has ended. */
  void take(Item item) {
    opened += item.counts() ? 1 : 0;
    if (!item.differs()) {
      return;
    }
    differing++;
    Report.Difference difference = item.difference();
    breachesGained += difference.breachesGained().size();
    breachesLost += difference.breachesLost().size();
    pagesGained += difference.pagesGained().size();
    pagesLost += difference.pagesLost().size();
    if (item.moved()) {
      moved++;
      moves.merge(List.of(difference.before().desk(), difference.after().desk()), 1L, Long::sum);
    }
    if (item.reprioritised()) {
      reprioritised++;
      priorities.merge(
          List.of(difference.before().priority().name(), difference.after().priority().name()),
          1L,
          Long::sum);
    }
    if (items.size() < most) {
      items.add(difference);
    }
  }

  long opened() {
    return opened;
  }

  long moved() {
    return moved;
  }

  long reprioritised() {
    return reprioritised;
  }

  long differing() {
    return differing;
  }

  List<Report.Move> moves() {
    return mostFirst(moves);
  }

  List<Report.Move> priorities() {
    return mostFirst(priorities);
  }

  Report.Change breaches(long before, long after) {
    return new Report.Change(before, after, breachesGained, breachesLost);
  }

  Report.Change pages(long before, long after) {
    return new Report.Change(before, after, pagesGained, pagesLost);
  }

  List<Report.Difference> items() {
    return items;
  }

  long leftOut() {
    return differing - items.size();
  }

  private static List<Report.Move> mostFirst(Map<List<String>, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> new Report.Move(e.getKey().get(0), e.getKey().get(1), e.getValue()))
        .sorted(Comparator.comparingLong(Report.Move::items).reversed())
        .toList();
  }
}
