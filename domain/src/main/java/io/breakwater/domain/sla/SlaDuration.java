package io.breakwater.domain.sla;

import java.time.Duration;

/** How much time a target gives. */
public sealed interface SlaDuration {

  /** Around the clock; YAML {@code PT4H}. */
  record Elapsed(Duration duration) implements SlaDuration {}

  /** Opening hours of the SLA's calendar only; YAML {@code business PT8H}. */
  record BusinessHours(Duration duration) implements SlaDuration {}
}
