package io.breakwater.sla.store;

import io.breakwater.domain.sla.SlaEvent.Step;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A set of steps as a number; the bits are part of the table's format and never change. */
final class Steps {
  private Steps() {}

  private static final Map<Step, Integer> BIT =
      new EnumMap<>(
          Map.of(
              Step.STARTED, 1,
              Step.AT_RISK, 2,
              Step.BREACHED, 4,
              Step.MET, 8,
              Step.STOPPED_LATE, 16,
              Step.CANCELLED, 32));

  static int pack(Set<Step> steps) {
    return steps.stream().mapToInt(BIT::get).sum();
  }

  static Set<Step> unpack(int packed) {
    Set<Step> steps = EnumSet.noneOf(Step.class);
    BIT.forEach(
        (step, bit) -> {
          if ((packed & bit) != 0) {
            steps.add(step);
          }
        });
    return steps;
  }
}
