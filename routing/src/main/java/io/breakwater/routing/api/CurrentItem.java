package io.breakwater.routing.api;

import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.ProblemException;
import io.breakwater.routing.outbox.JournalFeed;
import io.breakwater.routing.read.WorkItemTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One item as the journal has it: the read table's row, and what the journal has that the row does
 * not have yet.
 */
final class CurrentItem {
  private CurrentItem() {}

  /**
   * Reads an item; null if there is none.
   *
   * @throws ProblemException 500 if its history does not make an item
   */
  static WorkItemView read(Connection db, String workItemId) throws SQLException {
    Optional<WorkItemView> row = WorkItemTable.find(db, workItemId);
    long version = row.map(WorkItemView::version).orElse(0L);
    WorkItemView item = row.orElse(null);
    for (JournalFeed.Entry entry :
        JournalFeed.history(db, workItemId, version, Integer.MAX_VALUE)) {
      item = after(item, entry.record().event(), workItemId);
    }
    return item;
  }

  /**
   * Reads an item.
   *
   * @throws ProblemException 404 if there is none; otherwise as {@link #read}
   */
  static WorkItemView existing(Connection db, String workItemId) throws SQLException {
    WorkItemView item = read(db, workItemId);
    if (item == null) {
      throw unknown(workItemId);
    }
    return item;
  }

  static ProblemException unknown(String workItemId) {
    return Problem.notFound("There is no work item " + workItemId + ".").asException();
  }

  private static WorkItemView after(WorkItemView item, WorkItemEvent event, String workItemId) {
    try {
      return item == null ? WorkItemView.opened((WorkItemEvent.Opened) event) : item.after(event);
    } catch (RuntimeException e) {
      throw failed(workItemId, e.toString());
    }
  }

  static ProblemException failed(String workItemId, String why) {
    return Problem.of(
            500,
            "work-item-failed",
            "Work item failed",
            "Work item %s failed: %s".formatted(workItemId, why))
        .asException();
  }
}
