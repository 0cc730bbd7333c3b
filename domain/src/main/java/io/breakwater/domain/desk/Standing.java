package io.breakwater.domain.desk;

import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * How a desk stands when it chooses: the state that a choice depends on besides policy and time.
 *
 * @param load of each operator's open work on this desk, in its units
 * @param elsewhere of each operator's open work on other desks, in units too
 * @param lastServed who got the last item; empty for nobody
 * @param holders who has work with a sticky text; null for nobody
 */
public record Standing(
    ToIntFunction<String> load,
    ToIntFunction<String> elsewhere,
    String lastServed,
    UnaryOperator<String> holders) {

  /** A desk on which nobody has anything, with these exceptions. */
  public static Standing of(Map<String, Integer> loads) {
    return new Standing(name -> loads.getOrDefault(name, 0), name -> 0, "", sticky -> null);
  }
}
