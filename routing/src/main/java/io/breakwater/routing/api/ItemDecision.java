package io.breakwater.routing.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.breakwater.domain.quiet.Quiet;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkRecord;
import java.time.Instant;
import java.util.List;

/**
 * Why a work item went where it went: to its desk when it opened, and to each operator since.
 *
 * @param assignments in their order
 * @param quiet why it pages nobody now; null if it is not quiet
 */
public record ItemDecision(
    @JsonUnwrapped DecisionRecord decision, List<Assignment> assignments, Quiet quiet) {

  /**
   * An operator got the item.
   *
   * @param reason how the desk chose, with the loads at that moment, or what a person said
   */
  public record Assignment(String assignee, String by, Instant at, String reason) {}

  /** The assignments among some records of an item, in their order. */
  static List<Assignment> assignments(List<WorkRecord> records) {
    return records.stream()
        .map(WorkRecord::event)
        .filter(WorkItemEvent.Assigned.class::isInstance)
        .map(WorkItemEvent.Assigned.class::cast)
        .map(e -> new Assignment(e.assignee(), e.by(), e.occurredAt(), e.reason()))
        .toList();
  }
}
