package io.breakwater.domain.sla;

import java.util.List;
import java.util.TreeSet;

/**
 * Which records of a work item's journal have been taken in, so that each counts once.
 *
 * @param upTo every sequence up to this one
 * @param ahead sequences beyond a gap, ascending; empty as long as records come in order
 */
public record Seen(long upTo, List<Long> ahead) {

  public static final Seen NOTHING = new Seen(0, List.of());

  public Seen {
    ahead = ahead == null ? List.of() : List.copyOf(ahead);
  }

  /** True if that record has been taken in. */
  public boolean contains(long sequence) {
    return sequence <= upTo || ahead.contains(sequence);
  }

  /** True if that record is newer than every other that has been taken in. */
  public boolean isNewest(long sequence) {
    return sequence > (ahead.isEmpty() ? upTo : ahead.get(ahead.size() - 1));
  }

  /** With that record taken in. */
  public Seen with(long sequence) {
    if (contains(sequence)) {
      return this;
    }
    if (sequence == upTo + 1 && ahead.isEmpty()) {
      return new Seen(sequence, List.of());
    }
    TreeSet<Long> rest = new TreeSet<>(ahead);
    rest.add(sequence);
    long reached = upTo;
    while (rest.remove(reached + 1)) {
      reached++;
    }
    return new Seen(reached, List.copyOf(rest));
  }
}
