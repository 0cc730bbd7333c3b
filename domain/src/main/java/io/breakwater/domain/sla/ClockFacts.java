package io.breakwater.domain.sla;

import io.breakwater.domain.sla.ClockFact.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Every fact about the clocks of one work item, as a set: what it says depends on the facts, not on
 * the order in which they came. A RESOLVED that overtook its RAISED starts no clock until the
 * RAISED says from when.
 *
 * @param facts by sequence
 */
public record ClockFacts(List<ClockFact> facts) {

  public static final ClockFacts NONE = new ClockFacts(List.of());

  private static final Comparator<ClockFact> BY_EVENT_TIME =
      Comparator.comparing(ClockFact::at)
          .thenComparing(ClockFact::kind)
          .thenComparing(ClockFact::sequence);

  public ClockFacts {
    facts = List.copyOf(facts);
  }

  /** These facts and {@code fact}; a sequence that is already there changes nothing. */
  public ClockFacts with(ClockFact fact) {
    if (facts.stream().anyMatch(known -> known.sequence() == fact.sequence())) {
      return this;
    }
    List<ClockFact> more = new ArrayList<>(facts);
    more.add(fact);
    more.sort(Comparator.comparing(ClockFact::sequence));
    return new ClockFacts(more);
  }

  /** The runs, first to last. */
  public List<SlaRun> runs() {
    return runs(Instant.MAX);
  }

  /**
   * The runs as of an instant: what is later than it has not happened yet, whenever it is taken to
   * have happened.
   */
  public List<SlaRun> runs(Instant asOf) {
    List<SlaRun> runs = new ArrayList<>();
    boolean open = false;
    boolean resolvedBefore = false;
    boolean absorbed = false;
    for (ClockFact fact : inEventTime(asOf)) {
      if (fact.at().isAfter(asOf)) {
        break;
      }
      int last = runs.size() - 1;
      switch (fact.kind()) {
        case OPENED, OPENED_BY_UPDATE -> {
          boolean starts = fact.kind() == Kind.OPENED || (runs.isEmpty() && !resolvedBefore);
          if (!open && !absorbed && starts) {
            runs.add(new SlaRun(runs.size() + 1, fact.at(), fact.plans(), null, null));
            open = true;
          }
        }
        case ACKNOWLEDGED -> {
          if (open && runs.get(last).acknowledgedAt() == null) {
            runs.set(last, runs.get(last).acknowledged(fact.at()));
          }
        }
        case ABSORBED -> {
          if (open) {
            runs.set(last, runs.get(last).absorbed());
          }
          open = false;
          absorbed = true;
        }
        case RESOLVED -> {
          if (open) {
            runs.set(last, runs.get(last).resolved(fact.at()));
          }
          open = false;
          absorbed = false;
          resolvedBefore = true;
        }
      }
    }
    return runs;
  }

  /**
   * By event time. People act on what the item showed them, so what they did is never earlier than
   * what was recorded before it, even if an upstream's clock runs ahead of ours.
   */
  private List<ClockFact> inEventTime(Instant asOf) {
    List<ClockFact> ordered = new ArrayList<>(facts.size());
    Instant seen = Instant.MIN;
    for (ClockFact fact : facts) {
      Instant floor = fact.kind() == Kind.OPENED ? after(seen) : seen;
      ClockFact placed =
          !fact.byUpstream() && fact.at().isBefore(floor) ? fact.movedTo(floor) : fact;
      if (fact.kind() == Kind.ABSORBED && !seen.equals(Instant.MIN)) {
        // It takes over what was open by then; what upstream says later comes after it, whatever
        // the wall clock read.
        placed = fact.movedTo(seen);
      }
      seen = placed.at().isAfter(seen) ? placed.at() : seen;
      if (!fact.at().isAfter(asOf)) {
        ordered.add(placed);
      }
    }
    ordered.sort(BY_EVENT_TIME);
    return ordered;
  }

  private static Instant after(Instant seen) {
    return seen.equals(Instant.MIN) ? seen : seen.plus(1, ChronoUnit.MICROS);
  }
}
