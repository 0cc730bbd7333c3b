package io.breakwater.domain.rule;

import java.util.Map;

/**
 * What conditions on an incident as a whole see. In CEL: {@code incident.count}, {@code
 * incident.max_score}, {@code incident.sum_score} (int), {@code incident.mean_score} (double),
 * {@code incident.seconds} (int), and by the names that the rule gives {@code
 * incident.distinct.NAME} (int), {@code incident.matching.NAME} (int) and {@code incident.top.NAME}
 * (string).
 *
 * @param count members
 * @param maxScore of the members, 0 to 100
 * @param seconds from the first to the last member
 * @param distinct how many different values, by the name of what the rule watches
 * @param matching how many members, by the name of the rule's condition that holds for them
 * @param top the most frequent value, by the name of what the rule watches; without those that no
 *     member has
 */
public record IncidentFacts(
    long count,
    int maxScore,
    long sumScore,
    long seconds,
    Map<String, Long> distinct,
    Map<String, Long> matching,
    Map<String, String> top) {

  /** The members' mean score. */
  public double meanScore() {
    return sumScore / (double) count;
  }
}
