package io.breakwater.domain.work;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The exceptions that an item stands for beside its own, and which of all of them upstream has
 * resolved.
 *
 * @param others work items that were merged into this one
 * @param resolved event time of the latest RESOLVED that no later RAISED followed: of the others,
 *     and of this item where it had to wait for them
 */
record Company(Set<String> others, Map<String, Instant> resolved) {
  static final Company NONE = new Company(Set.of(), Map.of());

  Company {
    others = Set.copyOf(others);
    resolved = Map.copyOf(resolved);
  }

  boolean isAlone() {
    return others.isEmpty();
  }

  Company with(String other) {
    Set<String> more = new TreeSet<>(others);
    more.add(other);
    return new Company(more, resolved);
  }

  Company without(String other) {
    Set<String> fewer = new TreeSet<>(others);
    fewer.remove(other);
    Map<String, Instant> rest = new HashMap<>(resolved);
    rest.remove(other);
    return new Company(fewer, rest);
  }

  Company resolved(String one, Instant at) {
    Map<String, Instant> more = new HashMap<>(resolved);
    more.merge(one, at, (a, b) -> a.isAfter(b) ? a : b);
    return new Company(others, more);
  }

  Company raised(String one, Instant at) {
    Instant last = resolved.get(one);
    if (last == null || !at.isAfter(last)) {
      return this;
    }
    Map<String, Instant> rest = new HashMap<>(resolved);
    rest.remove(one);
    return new Company(others, rest);
  }

  /** True if upstream has resolved all the others. */
  boolean othersAreResolved() {
    return resolved.keySet().containsAll(others);
  }

  /** True if upstream has resolved all of them, once it has resolved {@code one}. */
  boolean isDoneWith(String one, String self) {
    Set<String> open = new TreeSet<>(others);
    open.add(self);
    open.removeAll(resolved.keySet());
    open.remove(one);
    return open.isEmpty();
  }
}
