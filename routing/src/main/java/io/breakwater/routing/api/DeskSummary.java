package io.breakwater.routing.api;

import io.breakwater.domain.policy.DeskPolicy.Assignment;
import io.breakwater.domain.work.WorkItemState;
import java.util.List;
import java.util.Map;

/**
 * A desk and its work.
 *
 * @param inPolicy false for a desk that only a {@code desk_hint} or an older policy made
 * @param items work items by state; states without any are left out
 */
public record DeskSummary(
    String name,
    Assignment assignment,
    boolean inPolicy,
    List<Load> members,
    Map<WorkItemState, Long> items) {

  /**
   * How much one operator has of this desk's open work.
   *
   * @param capacity null if the operator is not a member of the desk
   */
  public record Load(String name, Integer capacity, long open) {}
}
