package io.breakwater.domain.access;

import java.util.Set;
import java.util.TreeSet;

/**
 * Some desks, or all of them.
 *
 * @param all true for every desk, those that are made tomorrow too
 * @param names the desks, at least one; empty if it is all
 */
public record DeskScope(boolean all, Set<String> names) {
  public static final DeskScope ALL = new DeskScope(true, Set.of());

  public DeskScope {
    names = Set.copyOf(names);
    if (all != names.isEmpty()) {
      throw new IllegalArgumentException("a scope is either all desks or at least one by name");
    }
  }

  /** These desks. */
  public static DeskScope of(Set<String> names) {
    return new DeskScope(false, names);
  }

  /** This desk alone. */
  public static DeskScope of(String desk) {
    return of(Set.of(desk));
  }

  /** Whether the desk is one of them. */
  public boolean has(String desk) {
    return all || names.contains(desk);
  }

  /** The desks of both. */
  public DeskScope and(DeskScope other) {
    if (all || other.all) {
      return ALL;
    }
    Set<String> both = new TreeSet<>(names);
    both.addAll(other.names);
    return of(both);
  }

  /** For a sentence: {@code every desk}, or the names in order. */
  @Override
  public String toString() {
    return all ? "every desk" : String.join(", ", new TreeSet<>(names));
  }
}
