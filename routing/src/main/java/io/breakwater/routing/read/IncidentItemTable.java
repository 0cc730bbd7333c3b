package io.breakwater.routing.read;

import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.work.WorkItemView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The work items of incidents: what each takes in, and whether it is done with. */
public final class IncidentItemTable {
  private IncidentItemTable() {}

  /** Upstream has resolved every member of an ended incident, the last one at {@code at}. */
  public record Resolved(String workItemId, Instant at) {}

  private static final String TELL =
      "INSERT INTO routing.incident_items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, true, NULL, false)"
          + " ON CONFLICT (work_item_id) DO UPDATE SET first_at = excluded.first_at,"
          + " last_at = excluded.last_at, joins_from = excluded.joins_from,"
          + " joins_until = excluded.joins_until, ended = excluded.ended";

  private static final String STAND =
      "UPDATE routing.incident_items SET open = ?, resolved_at = ?, absorbed = ?,"
          + " ended = ended OR ? WHERE work_item_id = ?";

  private static final String RESOLVED =
      "SELECT i.work_item_id, (SELECT max(m.resolved_at) FROM routing.work_items m"
          + " WHERE m.absorbed_into = i.work_item_id) FROM routing.incident_items i"
          + " WHERE i.ended AND i.open AND i.work_item_id > ?"
          + " AND EXISTS (SELECT 1 FROM routing.work_items m"
          + " WHERE m.absorbed_into = i.work_item_id)"
          + " AND NOT EXISTS (SELECT 1 FROM routing.work_items m"
          + " WHERE m.absorbed_into = i.work_item_id"
          + " AND (m.resolved_at IS NULL OR m.raised_at > m.resolved_at))"
          + " ORDER BY i.work_item_id LIMIT ?";

  /**
   * Takes in what has changed.
   *
   * @param told the latest that a record told, by work item
   * @param items the items of incidents as they are now
   */
  static void put(Connection db, Map<String, IncidentSummary> told, Collection<WorkItemView> items)
      throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert = db.prepareStatement(TELL);
        PreparedStatement update = db.prepareStatement(STAND)) {
      for (Map.Entry<String, IncidentSummary> e : told.entrySet()) {
        tell(upsert, e.getKey(), e.getValue());
      }
      upsert.executeBatch();
      for (WorkItemView item : items) {
        stand(update, item);
      }
      update.executeBatch();
    }
  }

  private static void tell(PreparedStatement upsert, String workItemId, IncidentSummary incident)
      throws SQLException {
    upsert.setString(1, workItemId);
    upsert.setString(2, incident.incidentId());
    upsert.setString(3, incident.rule());
    upsert.setString(4, incident.keyHash());
    upsert.setTimestamp(5, Timestamp.from(incident.firstAt()));
    upsert.setTimestamp(6, Timestamp.from(incident.lastAt()));
    upsert.setTimestamp(7, Timestamp.from(incident.joinsFrom()));
    upsert.setTimestamp(8, Timestamp.from(incident.joinsUntil()));
    upsert.setBoolean(9, incident.ended());
    upsert.addBatch();
  }

  private static void stand(PreparedStatement update, WorkItemView item) throws SQLException {
    boolean absorbed = item.absorbedInto() != null;
    update.setBoolean(1, item.state().isOpen() || (absorbed && item.resolvedAt() == null));
    update.setTimestamp(2, item.resolvedAt() == null ? null : Timestamp.from(item.resolvedAt()));
    update.setBoolean(3, absorbed);
    update.setBoolean(4, absorbed);
    update.setString(5, item.workItemId());
    update.addBatch();
  }

  /** Ended incidents whose members are all resolved while their own item is not. */
  public static List<Resolved> resolved(Connection db, String after, int limit)
      throws SQLException {
    List<Resolved> resolved = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(RESOLVED)) {
      select.setString(1, after);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          resolved.add(new Resolved(row.getString(1), row.getTimestamp(2).toInstant()));
        }
      }
    }
    return resolved;
  }
}
