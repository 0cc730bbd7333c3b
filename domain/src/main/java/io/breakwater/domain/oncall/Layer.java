package io.breakwater.domain.oncall;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.calendar.BusinessTime;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Operators who take turns. Before the first turn nobody is on call, nor, if the layer is
 * restricted, outside its hours; turns go on meanwhile.
 *
 * @param operators in the order of their turns; at least one
 * @param only the hours to which the layer is restricted; null for none
 */
public record Layer(String name, Rotation rotation, List<String> operators, BusinessCalendar only) {

  public Layer {
    operators = List.copyOf(operators);
    if (operators.isEmpty()) {
      throw new IllegalArgumentException("layer \"" + name + "\" has no operators");
    }
  }

  /** Who of this layer is on call at that instant. */
  public Optional<String> at(Instant at) {
    long turn = rotation.turnAt(at);
    if (turn < 0 || (only != null && !BusinessTime.isOpen(only, at))) {
      return Optional.empty();
    }
    return Optional.of(operators.get((int) (turn % operators.size())));
  }

  /** Adds every instant between {@code from} and {@code to} at which the answer may change. */
  void addChanges(Instant from, Instant to, Collection<Instant> changes) {
    long turn = Math.max(0, rotation.turnAt(from));
    for (Instant begin = rotation.begin(turn); begin.isBefore(to); begin = rotation.begin(++turn)) {
      if (begin.isAfter(from)) {
        changes.add(begin);
      }
    }
    if (only != null) {
      changes.addAll(BusinessTime.changesBetween(only, from, to));
    }
  }
}
