package io.breakwater.routing.read;

import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.routing.Hold;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.routing.read.HoldTable.Held;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What one batch of the feed changes about items that wait for incidents, and those of incidents.
 */
final class Incidents {

  private final Map<String, Held> held = new HashMap<>();
  private final Map<String, IncidentSummary> told = new HashMap<>();

  /**
   * Takes in one event.
   *
   * @param before the item before it; null if it opened the item
   */
  void add(WorkItemView before, WorkItemEvent event, WorkItemView after) {
    if (after.state() == WorkItemState.HELD) {
      Hold hold = hold(event);
      if (hold != null) {
        held.put(after.workItemId(), new Held(hold, event.occurredAt()));
      }
    } else if (before != null && before.state() == WorkItemState.HELD) {
      held.put(after.workItemId(), null);
    }
    IncidentSummary incident = incident(event);
    if (incident != null) {
      told.put(after.workItemId(), incident);
    }
  }

  private static Hold hold(WorkItemEvent event) {
    if (event instanceof WorkItemEvent.Opened opened) {
      return opened.decision().hold();
    }
    return event instanceof WorkItemEvent.Reopened reopened ? reopened.hold() : null;
  }

  private static IncidentSummary incident(WorkItemEvent event) {
    if (event instanceof WorkItemEvent.Opened opened) {
      return opened.incident();
    } else if (event instanceof WorkItemEvent.Updated updated) {
      return updated.incident();
    }
    return event instanceof WorkItemEvent.Reopened reopened ? reopened.incident() : null;
  }

  /**
   * Writes it, inside the caller's transaction.
   *
   * @param changed all items that the batch changed, as they are now
   */
  void save(Connection db, Collection<WorkItemRow> changed) throws SQLException {
    HoldTable.put(db, held);
    IncidentItemTable.put(
        db,
        told,
        changed.stream().map(WorkItemRow::view).filter(v -> v.members() != null).toList());
  }
}
