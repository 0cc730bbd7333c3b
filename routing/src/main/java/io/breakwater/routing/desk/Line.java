package io.breakwater.routing.desk;

import io.breakwater.domain.desk.Needs;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.routing.item.RoutingMessage;
import java.time.Instant;
import java.util.Comparator;

/** What a desk has to know of one of its work items. */
public record Line(
    String workItemId,
    long version,
    WorkItemState state,
    String assignee,
    Priority priority,
    Instant openedAt,
    Needs needs)
    implements RoutingMessage {

  /** The most urgent first, then the oldest. */
  static final Comparator<Line> URGENCY =
      Comparator.comparing(Line::priority)
          .thenComparing(Line::openedAt)
          .thenComparing(Line::workItemId);

  /** An item that needs nothing. */
  public Line(
      String workItemId,
      long version,
      WorkItemState state,
      String assignee,
      Priority priority,
      Instant openedAt) {
    this(workItemId, version, state, assignee, priority, openedAt, Needs.NONE);
  }

  /** The line of an item. */
  public static Line of(WorkItemView item, Needs needs) {
    return new Line(
        item.workItemId(),
        item.version(),
        item.state(),
        item.assignee(),
        item.priority(),
        item.openedAt(),
        needs);
  }

  boolean waits() {
    return state == WorkItemState.QUEUED && assignee == null;
  }

  boolean loads() {
    return state.isOpen() && assignee != null;
  }
}
