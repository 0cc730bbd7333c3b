package io.breakwater.app.policy;

import io.breakwater.domain.desk.Standing;
import io.breakwater.domain.routing.Moment;
import java.time.Instant;
import java.util.Map;

/**
 * What an explanation assumes of the world.
 *
 * @param loads of desks, in their units; others have none
 * @param operatorLoads of operators on a desk, by desk and name; others have none
 * @param features values of the policy's features at the event
 */
public record Circumstances(
    Instant at,
    Map<String, Integer> loads,
    Map<String, Map<String, Integer>> operatorLoads,
    Map<String, Double> features) {

  public Circumstances {
    loads = loads == null ? Map.of() : Map.copyOf(loads);
    operatorLoads = operatorLoads == null ? Map.of() : Map.copyOf(operatorLoads);
    features = features == null ? Map.of() : Map.copyOf(features);
  }

  Moment moment() {
    return new Moment(at, desk -> loads.getOrDefault(desk, 0));
  }

  Standing standing(String desk) {
    return Standing.of(operatorLoads.getOrDefault(desk, Map.of()));
  }
}
