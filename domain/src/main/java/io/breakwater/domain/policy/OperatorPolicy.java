package io.breakwater.domain.policy;

import io.breakwater.domain.calendar.BusinessCalendar;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person who works on desks.
 *
 * @param calendar when they work; null for always
 * @param away when they are out of office
 * @param maxLoad the most open work on all desks together, in the desks' units; null for no limit
 * @param skills with levels from 1
 */
public record OperatorPolicy(
    String name,
    BusinessCalendar calendar,
    List<Absence> away,
    Integer maxLoad,
    Map<String, Integer> skills) {

  public OperatorPolicy {
    away = List.copyOf(away);
    skills = Map.copyOf(skills);
  }

  /** Out of office from an instant to a later one, exclusive; {@code reason} may be null. */
  public record Absence(Instant from, Instant to, String reason) {}

  /** One of whom the policy says nothing: always there, without limit or skills. */
  public static OperatorPolicy named(String name) {
    return new OperatorPolicy(name, null, List.of(), null, Map.of());
  }

  /** The absence at that instant, if any. */
  public Optional<Absence> awayAt(Instant at) {
    return away.stream().filter(a -> !at.isBefore(a.from()) && at.isBefore(a.to())).findFirst();
  }
}
