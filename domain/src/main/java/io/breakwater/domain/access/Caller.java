package io.breakwater.domain.access;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Somebody who asks for something.
 *
 * @param name what is recorded of every change that they make
 * @param roles each with the desks on which it is held
 * @param local true for whoever sits at this machine: nobody has checked who that is, so they go by
 *     any name they give
 */
public record Caller(String name, Map<Role, DeskScope> roles, boolean local) {

  public Caller {
    roles = Map.copyOf(roles);
  }

  /** Whoever sits at this machine: may do everything. */
  public static Caller local(String name) {
    return new Caller(name, Map.of(Role.ADMIN, DeskScope.ALL, Role.PRODUCER, DeskScope.ALL), true);
  }

  /** The desks on which they may do what that role may; empty if there is none. */
  public Optional<DeskScope> desks(Role role) {
    return roles.entrySet().stream()
        .filter(held -> held.getKey().includes(role))
        .map(Map.Entry::getValue)
        .reduce(DeskScope::and);
  }

  /** For a sentence: {@code lead of payments; viewer of every desk}. */
  public String rights() {
    return roles.isEmpty()
        ? "no role"
        : roles.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(held -> held.getKey().label() + " of " + held.getValue())
            .collect(Collectors.joining("; "));
  }
}
