package io.breakwater.flink.scoring;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.rule.Facts;
import io.breakwater.flink.scoring.feature.Sample;
import io.breakwater.scoring.feature.FeatureGroup;
import io.breakwater.scoring.feature.FeaturePlan;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A version of the policy with what is worked out of it once.
 *
 * @param offset where it stands on topic {@code policy}
 */
record Planned(long offset, Policy policy, FeaturePlan features) {

  static Planned of(long offset, Policy policy) {
    return new Planned(offset, policy, FeaturePlan.of(policy.features()));
  }

  /**
   * Shows an event to the features of every key that it has.
   *
   * @param time of the event, in epoch milliseconds
   * @return how many groups of features will answer
   */
  int show(String eventId, TracedEvent event, long time, Consumer<Sample> samples) {
    List<FeatureGroup> groups = features.groups();
    if (groups.isEmpty()) {
      return 0;
    }
    Facts facts = Facts.ofEvent(event.event(), Map.of());
    long exceptionKey = ExceptionKey.of(event.event());
    long bits = SeenEvents.bits(eventId);
    int awaited = 0;
    for (int i = 0; i < groups.size(); i++) {
      FeatureGroup group = groups.get(i);
      String key = group.key(facts);
      if (key != null) {
        long[] values = new long[group.features().size()];
        long counts = group.counts(facts, values);
        samples.accept(
            new Sample(
                exceptionKey,
                bits,
                time,
                i,
                key,
                group.spec(),
                features.inOrder(),
                counts,
                values));
        awaited++;
      }
    }
    return awaited;
  }
}
