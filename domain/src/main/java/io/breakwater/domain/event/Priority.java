package io.breakwater.domain.event;

/** What the score says; P1 is the most urgent and comes first in the declaration order. */
public enum Priority {
  P1,
  P2,
  P3,
  P4;

  /** True if this is as urgent as {@code other} or more. */
  public boolean atLeast(Priority other) {
    return compareTo(other) <= 0;
  }
}
