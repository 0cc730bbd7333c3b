package io.breakwater.domain.sla;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A fact that starts or stops the clocks of one work item.
 *
 * @param sequence its number in the work item's journal
 * @param at event time, to the microsecond; the wall clock for what people do
 * @param byUpstream false if a person or a desk did it
 * @param plans the clocks an opening starts; empty otherwise
 */
public record ClockFact(
    long sequence, Kind kind, Instant at, boolean byUpstream, List<SlaPlan> plans) {

  /** At equal times the order of declaration holds. */
  public enum Kind {
    OPENED,
    /** Opened by an UPDATED whose RAISED is still to come. */
    OPENED_BY_UPDATE,
    ACKNOWLEDGED,
    /** An incident's work item took this one over, and its clocks count instead. */
    ABSORBED,
    /** Merged into another work item, whose clocks count until this one is split off. */
    MERGED,
    RESOLVED,
    /** What this was has been undone. */
    UNDONE
  }

  public ClockFact {
    at = at.truncatedTo(ChronoUnit.MICROS);
    plans = plans == null ? List.of() : List.copyOf(plans);
  }

  ClockFact movedTo(Instant other) {
    return new ClockFact(sequence, kind, other, byUpstream, plans);
  }

  ClockFact undone() {
    return new ClockFact(sequence, Kind.UNDONE, at, byUpstream, List.of());
  }
}
