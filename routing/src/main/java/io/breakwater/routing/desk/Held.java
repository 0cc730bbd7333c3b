package io.breakwater.routing.desk;

import io.breakwater.domain.event.Priority;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** The items of a desk that somebody has. Not thread-safe. */
final class Held {

  private static final Comparator<Line> NEWEST_LAST =
      Comparator.comparing(Line::openedAt).thenComparing(Line::workItemId);

  private final Map<String, Map<Priority, Long>> byOperator = new HashMap<>();
  private final Map<String, TreeSet<Line>> bySticky = new HashMap<>();

  void add(Line line) {
    byOperator
        .computeIfAbsent(line.assignee(), name -> new EnumMap<>(Priority.class))
        .merge(line.priority(), 1L, Long::sum);
    if (line.needs().sticky() != null) {
      bySticky.computeIfAbsent(line.needs().sticky(), text -> new TreeSet<>(NEWEST_LAST)).add(line);
    }
  }

  void remove(Line line) {
    byOperator.computeIfPresent(
        line.assignee(),
        (name, counts) -> {
          counts.merge(line.priority(), -1L, (a, b) -> a + b == 0 ? null : a + b);
          return counts.isEmpty() ? null : counts;
        });
    bySticky.computeIfPresent(
        String.valueOf(line.needs().sticky()),
        (text, lines) -> {
          lines.remove(line);
          return lines.isEmpty() ? null : lines;
        });
  }

  void clear() {
    byOperator.clear();
    bySticky.clear();
  }

  /** How many items of each priority an operator has. */
  Map<Priority, Long> of(String operator) {
    return byOperator.getOrDefault(operator, Map.of());
  }

  /**
   * Who has work with a sticky text; of several the one whose item was opened last, null if nobody.
   */
  String holder(String sticky) {
    TreeSet<Line> lines = bySticky.get(sticky);
    return lines == null ? null : lines.last().assignee();
  }
}
