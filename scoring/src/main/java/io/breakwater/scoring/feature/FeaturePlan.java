package io.breakwater.scoring.feature;

import io.breakwater.domain.policy.Feature;
import io.breakwater.domain.policy.FeaturePolicy;
import io.breakwater.domain.policy.FeaturePolicy.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The features of a policy by key, in the order in which the keys are first declared.
 *
 * @param inOrder whether events wait for event time
 * @param publish whether the values are published on their own
 */
public record FeaturePlan(List<FeatureGroup> groups, boolean inOrder, boolean publish) {

  /** The plan of a policy. */
  public static FeaturePlan of(FeaturePolicy policy) {
    Map<String, List<Feature>> byKey = new LinkedHashMap<>();
    for (Feature feature : policy.declared()) {
      byKey.computeIfAbsent(feature.keyId(), key -> new ArrayList<>()).add(feature);
    }
    return new FeaturePlan(
        byKey.values().stream().map(FeatureGroup::of).toList(),
        policy.order() == Order.EVENT_TIME,
        policy.publish());
  }

  /**
   * What conditions see.
   *
   * @param answers by group and feature; null for a group that did not answer, NaN for a feature
   *     that is absent
   */
  public Map<String, Double> values(double[][] answers) {
    Map<String, Double> values = new HashMap<>();
    for (int group = 0; group < answers.length; group++) {
      double[] of = answers[group];
      for (int i = 0; of != null && i < of.length; i++) {
        if (!Double.isNaN(of[i])) {
          values.put(groups.get(group).features().get(i).name(), of[i]);
        }
      }
    }
    return values;
  }
}
