package io.breakwater.app.policy;

import io.breakwater.domain.desk.Standing;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.routing.Moment;
import io.breakwater.domain.text.Suggestion;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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

  /**
   * Circumstances as people write them.
   *
   * @param loads by {@code DESK} or {@code DESK/OPERATOR}
   */
  public static Circumstances of(
      Instant at, Map<String, Integer> loads, Map<String, Double> features) {
    Map<String, Integer> desks = new LinkedHashMap<>();
    Map<String, Map<String, Integer>> operators = new LinkedHashMap<>();
    loads.forEach(
        (name, load) -> {
          int slash = name.indexOf('/');
          if (slash < 0) {
            desks.put(name, load);
          } else {
            operators
                .computeIfAbsent(name.substring(0, slash), d -> new LinkedHashMap<>())
                .put(name.substring(slash + 1), load);
          }
        });
    return new Circumstances(at, desks, operators, features);
  }

  /**
   * Checks that it assumes nothing of what the policy does not have.
   *
   * @throws IllegalArgumentException with a sentence if it does
   */
  public void mustFit(Policy policy) {
    Stream.concat(loads.keySet().stream(), operatorLoads.keySet().stream())
        .forEach(desk -> mustBe(desk, "desk", policy.desks().keySet()));
    features.keySet().forEach(name -> mustBe(name, "feature", policy.features().names()));
  }

  private static void mustBe(String name, String kind, Set<String> known) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "the policy has no %s \"%s\"%s"
              .formatted(
                  kind,
                  name,
                  Suggestion.nearest(name, known)
                      .map("; did you mean \"%s\"?"::formatted)
                      .orElse("")));
    }
  }

  Moment moment() {
    return new Moment(at, desk -> loads.getOrDefault(desk, 0));
  }

  Standing standing(String desk) {
    return Standing.of(operatorLoads.getOrDefault(desk, Map.of()));
  }
}
