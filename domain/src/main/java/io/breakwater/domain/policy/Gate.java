package io.breakwater.domain.policy;

import io.breakwater.domain.calendar.BusinessCalendar;

/** What must hold for a branch to match, besides its condition on the exception. */
public sealed interface Gate {

  /** The event has a {@code desk_hint} (YAML {@code desk_from: hint}). */
  enum Hinted implements Gate {
    HINTED
  }

  /**
   * It is a time at which the calendar is open (YAML {@code during}) or closed ({@code outside}),
   * when the exception is taken in.
   *
   * @param open which of the two
   */
  record Hours(BusinessCalendar calendar, boolean open) implements Gate {}

  /**
   * A desk is busy (YAML {@code when_busy}): the load of its open work is at least so much.
   *
   * @param load in the desk's units, see {@link Weights}
   * @param capacity of the desk, in the same units
   */
  record Busy(String desk, int load, int capacity) implements Gate {}
}
