package io.breakwater.domain.event;

/**
 * What happened upstream. The declaration order is the order at equal event times: RAISED before
 * UPDATED before RESOLVED.
 */
public enum Kind {
  RAISED,
  UPDATED,
  RESOLVED
}
