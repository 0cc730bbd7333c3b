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

  /**
   * These facts without the one of that sequence, also if it is still to come: whoever did it has
   * undone it.
   */
  public ClockFacts without(long sequence, Instant undoneAt) {
    ClockFact undone =
        facts.stream()
            .filter(known -> known.sequence() == sequence)
            .findFirst()
            .map(ClockFact::undone)
            .orElseGet(
                () -> new ClockFact(sequence, ClockFact.Kind.UNDONE, undoneAt, false, List.of()));
    List<ClockFact> rest = new ArrayList<>(facts);
    rest.removeIf(known -> known.sequence() == sequence);
    return new ClockFacts(rest).with(undone);
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
    return course(asOf).runs();
  }

  /** True if the item is open by all that is known: not resolved, absorbed or merged. */
  public boolean open() {
    return course(Instant.MAX).open();
  }

  /** What the facts come to: the runs, and whether the last one goes on. */
  private record Course(List<SlaRun> runs, boolean open) {}

  private Course course(Instant asOf) {
    List<SlaRun> runs = new ArrayList<>();
    boolean open = false;
    boolean resolvedBefore = false;
    boolean absorbed = false;
    boolean merged = false;
    for (ClockFact fact : inEventTime(asOf)) {
      if (fact.at().isAfter(asOf)) {
        break;
      }
      int last = runs.size() - 1;
      switch (fact.kind()) {
        case OPENED, OPENED_BY_UPDATE -> {
          boolean starts = fact.kind() == Kind.OPENED || (runs.isEmpty() && !resolvedBefore);
          if (!open && !absorbed && !merged && starts) {
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
        case MERGED -> {
          if (open) {
            runs.set(last, runs.get(last).absorbed());
          }
          open = false;
          merged = true;
        }
        case UNDONE -> {}
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
    return new Course(runs, open);
  }

  /**
   * By event time. People act on what the item showed them, so what they did is never earlier than
   * what was recorded before it, even if an upstream's clock runs ahead of ours.
   */
  private List<ClockFact> inEventTime(Instant asOf) {
    List<ClockFact> ordered = new ArrayList<>(facts.size());
    Instant seen = Instant.MIN;
    for (ClockFact fact : facts) {
      if (fact.kind() == Kind.UNDONE) {
        continue;
      }
      Instant floor = fact.kind() == Kind.OPENED ? after(seen) : seen;
      ClockFact placed =
          !fact.byUpstream() && fact.at().isBefore(floor) ? fact.movedTo(floor) : fact;
      boolean takenOver = fact.kind() == Kind.ABSORBED || fact.kind() == Kind.MERGED;
      if (takenOver && !seen.equals(Instant.MIN)) {
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
