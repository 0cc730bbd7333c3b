package io.breakwater.domain.access;

import java.util.Locale;

/** What somebody may do. */
public enum Role {
  /** Looks at a desk and its work. */
  VIEWER,
  /** Also works on the items of a desk. */
  OPERATOR,
  /** Also decides who works on what: assigns, transfers, approves, does many at once. */
  LEAD,
  /** Also changes what holds for every desk: the policy, what was refused, the jobs. */
  ADMIN,
  /** Sends exception events, and does nothing else. */
  PRODUCER;

  /** True if whoever has this role may do what the other may. */
  public boolean includes(Role other) {
    return this == PRODUCER || other == PRODUCER ? this == other : compareTo(other) >= 0;
  }

  /** True if it can be had on some desks only. */
  public boolean isOfDesks() {
    return compareTo(ADMIN) < 0;
  }

  /** As files and messages write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
