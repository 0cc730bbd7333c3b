package io.breakwater.domain.sla;

import java.time.Duration;

/** How much time a target gives. All but the first count in the SLA's calendar. */
public sealed interface SlaDuration {

  /** Around the clock; YAML {@code PT4H}. */
  record Elapsed(Duration duration) implements SlaDuration {}

  /** Opening hours only; YAML {@code business PT8H}. */
  record BusinessHours(Duration duration) implements SlaDuration {}

  /** Whole business days, keeping the local time of day; YAML {@code 2 business days}. */
  record BusinessDays(int days) implements SlaDuration {}

  /** Days, open or not, keeping the local time of day; YAML {@code 120 calendar days}. */
  record CalendarDays(int days) implements SlaDuration {}
}
