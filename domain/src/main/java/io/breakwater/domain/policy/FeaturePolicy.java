package io.breakwater.domain.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The features that a policy declares.
 *
 * @param order when an event is looked at
 * @param publish whether the values also go to topic {@code features}
 */
public record FeaturePolicy(Order order, boolean publish, List<Feature> declared) {

  /** No features. */
  public static final FeaturePolicy NONE = new FeaturePolicy(Order.EVENT_TIME, false, List.of());

  /** When an event is looked at. */
  public enum Order {
    /** Once event time has passed it, so that the order of arrival does not matter. */
    EVENT_TIME,
    /** At once: it sees what has arrived so far. */
    ARRIVAL
  }

  public FeaturePolicy {
    declared = List.copyOf(declared);
  }

  /** Their names, as declared. */
  public Set<String> names() {
    return declared.stream()
        .map(Feature::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
