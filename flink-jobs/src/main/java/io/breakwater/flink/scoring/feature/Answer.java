package io.breakwater.flink.scoring.feature;

/**
 * What the features of one key say about one event.
 *
 * @param exceptionKey of the event
 * @param event the first 64 bits of the event id
 * @param group which group of features of the policy in force this is
 * @param values by feature; NaN is absent
 */
public record Answer(long exceptionKey, long event, int group, double[] values) {}
