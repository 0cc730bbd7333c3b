package io.breakwater.domain.policy;

import io.breakwater.domain.event.Priority;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/**
 * How much an open work item counts, by its priority: the unit of capacities and loads of a desk
 * and its members.
 */
public record Weights(int p1, int p2, int p3, int p4) {

  /** Every item counts one. */
  public static final Weights EQUAL = new Weights(1, 1, 1, 1);

  /** What one item of this priority counts; at least 1. */
  public int of(Priority priority) {
    return switch (priority) {
      case P1 -> p1;
      case P2 -> p2;
      case P3 -> p3;
      case P4 -> p4;
    };
  }

  /** The priority whose items count least. */
  public Priority lightest() {
    return Arrays.stream(Priority.values()).min(Comparator.comparingInt(this::of)).orElseThrow();
  }

  /** What so many items of each priority count together. */
  public int of(Map<Priority, Long> items) {
    long sum = 0;
    for (Map.Entry<Priority, Long> e : items.entrySet()) {
      sum += of(e.getKey()) * e.getValue();
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }
}
