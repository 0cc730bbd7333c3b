package io.breakwater.sla.store;

import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.SlaClock;
import java.time.Instant;
import java.util.List;

/** How many clocks stand how; or by how much that changed. */
public record Counters(long running, long met, long breached) {

  public static final Counters ZERO = new Counters(0, 0, 0);

  /** The sum. */
  public Counters plus(Counters other) {
    return new Counters(running + other.running, met + other.met, breached + other.breached);
  }

  /** The difference. */
  public Counters minus(Counters other) {
    return new Counters(running - other.running, met - other.met, breached - other.breached);
  }

  /** With one clock more (or, with -1, less) of an outcome. */
  public Counters plus(Outcome outcome, int count) {
    return switch (outcome) {
      case RUNNING -> new Counters(running + count, met, breached);
      case MET -> new Counters(running, met + count, breached);
      case BREACHED -> new Counters(running, met, breached + count);
      case CANCELLED -> this;
    };
  }

  /** With each of these clocks counted {@code count} times. */
  public Counters plus(List<SlaClock> clocks, Instant asOf, int count) {
    Counters sum = this;
    for (SlaClock clock : clocks) {
      sum = sum.plus(clock.outcome(asOf), count);
    }
    return sum;
  }
}
