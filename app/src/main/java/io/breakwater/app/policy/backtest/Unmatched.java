package io.breakwater.app.policy.backtest;

import java.util.ArrayList;
import java.util.List;

/** What happens to an item on one side of a backtest and not on the other: two multisets. */
final class Unmatched {
  private List<String> before = List.of();
  private List<String> after = List.of();

  /** It happens on a side; what has happened on the other side too is matched and forgotten. */
  void add(boolean isAfter, String what) {
    List<String> other = isAfter ? before : after;
    if (!other.isEmpty() && other.remove(what)) {
      return;
    }
    if (isAfter) {
      after = after.isEmpty() ? new ArrayList<>(2) : after;
      after.add(what);
    } else {
      before = before.isEmpty() ? new ArrayList<>(2) : before;
      before.add(what);
    }
  }

  /** True if nothing happens on one side only. */
  boolean isEmpty() {
    return before.isEmpty() && after.isEmpty();
  }

  /** What only the candidate has, sorted. */
  List<String> gained() {
    return after.stream().sorted().toList();
  }

  /** What only the other side has, sorted. */
  List<String> lost() {
    return before.stream().sorted().toList();
  }
}
