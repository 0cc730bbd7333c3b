package io.breakwater.flink.scoring.feature;

import io.breakwater.scoring.feature.GroupSpec;
import java.util.Comparator;

/**
 * An event as the features of one key see it. It holds all that they need, so that what keeps the
 * windows knows no policy.
 *
 * @param exceptionKey where the answer goes
 * @param event the first 64 bits of the event id, which order events of the same time
 * @param time of the event, in epoch milliseconds
 * @param group which group of features of the policy in force this is
 * @param key of the windows
 * @param spec the group's arithmetic
 * @param inOrder whether the event waits until event time has passed it
 * @param counts bit {@code i} is set if the event counts for feature {@code i}
 * @param values by feature: the bits of a double, or the hash of a text
 */
public record Sample(
    long exceptionKey,
    long event,
    long time,
    int group,
    String key,
    GroupSpec spec,
    boolean inOrder,
    long counts,
    long[] values) {

  /** The order of event time; the same in every run. */
  static final Comparator<Sample> ORDER =
      Comparator.comparingLong(Sample::time).thenComparingLong(Sample::event);
}
