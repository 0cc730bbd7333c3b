package io.breakwater.domain.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who is on call. An override goes before the layers, and of several that overlap the last; of the
 * layers the last that has somebody.
 *
 * @param layers at least one
 */
public record OnCallSchedule(String name, List<Layer> layers, List<Override> overrides) {

  /** What {@link Shift#by} says of an override. */
  public static final String OVERRIDE = "override";

  public OnCallSchedule {
    layers = List.copyOf(layers);
    overrides = List.copyOf(overrides);
  }

  /** Somebody stands in, from an instant to a later one, exclusive; {@code reason} may be null. */
  public record Override(String operator, Instant from, Instant to, String reason) {
    boolean covers(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /**
   * One operator's time on call.
   *
   * @param to exclusive
   * @param by the layer's name, or {@link #OVERRIDE}
   */
  public record Shift(Instant from, Instant to, String operator, String by) {
    private boolean goesOn(Shift next) {
      return to.equals(next.from) && operator.equals(next.operator) && by.equals(next.by);
    }
  }

  /** Who is on call at that instant; empty if nobody is. */
  public Optional<String> at(Instant at) {
    return dutyAt(at).map(Duty::operator);
  }

  private record Duty(String operator, String by) {}

  private Optional<Duty> dutyAt(Instant at) {
    for (int i = overrides.size() - 1; i >= 0; i--) {
      if (overrides.get(i).covers(at)) {
        return Optional.of(new Duty(overrides.get(i).operator(), OVERRIDE));
      }
    }
    for (int i = layers.size() - 1; i >= 0; i--) {
      Layer layer = layers.get(i);
      Optional<String> operator = layer.at(at);
      if (operator.isPresent()) {
        return operator.map(name -> new Duty(name, layer.name()));
      }
    }
    return Optional.empty();
  }

  /**
   * The shifts between two instants, in order, cut at both ends. Where nobody is on call there is
   * none.
   */
  public List<Shift> shifts(Instant from, Instant to) {
    List<Shift> shifts = new ArrayList<>();
    if (!from.isBefore(to)) {
      return shifts;
    }
    List<Instant> changes = new ArrayList<>(changes(from, to));
    for (int i = 0; i + 1 < changes.size(); i++) {
      Instant begin = changes.get(i);
      Instant end = changes.get(i + 1);
      dutyAt(begin)
          .ifPresent(duty -> append(shifts, new Shift(begin, end, duty.operator(), duty.by())));
    }
    return shifts;
  }

  private TreeSet<Instant> changes(Instant from, Instant to) {
    TreeSet<Instant> changes = new TreeSet<>();
    changes.add(from);
    changes.add(to);
    layers.forEach(layer -> layer.addChanges(from, to, changes));
    for (Override o : overrides) {
      changes.add(o.from());
      changes.add(o.to());
    }
    return new TreeSet<>(changes.subSet(from, true, to, true));
  }

  private static void append(List<Shift> shifts, Shift next) {
    int last = shifts.size() - 1;
    if (last >= 0 && shifts.get(last).goesOn(next)) {
      Shift before = shifts.get(last);
      shifts.set(last, new Shift(before.from(), next.to(), next.operator(), next.by()));
    } else {
      shifts.add(next);
    }
  }
}
