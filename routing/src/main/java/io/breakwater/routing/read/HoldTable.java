package io.breakwater.routing.read;

import io.breakwater.domain.incident.IncidentKey;
import io.breakwater.domain.routing.Hold;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The items that are HELD: what may absorb each, and until when it waits. */
public final class HoldTable {
  private HoldTable() {}

  /** An item waits for incidents at the event time of what opened or reopened it. */
  record Held(Hold hold, Instant occurredAt) {}

  /** A held item and the incident that absorbs it. */
  public record Match(String workItemId, String incidentId, String into) {}

  // Of several incidents the one that has told so, then one that lives, then the oldest.
  private static final String MATCHES =
      "SELECT DISTINCT ON (h.work_item_id) h.work_item_id, i.incident_id, i.work_item_id"
          + " FROM routing.holds h JOIN routing.incident_items i"
          + " ON i.rule = h.rule AND i.key_hash = h.key_hash"
          + " AND h.occurred_at BETWEEN i.joins_from AND i.joins_until"
          + " WHERE h.work_item_id > ? AND NOT i.absorbed"
          // What occurred after the incident's item was resolved reopens that first.
          + " AND (i.open OR h.occurred_at <= i.resolved_at)"
          + " ORDER BY h.work_item_id, h.occurred_at BETWEEN i.first_at AND i.last_at DESC, i.ended,"
          + " i.first_at, i.incident_id LIMIT ?";

  private static final String DUE =
      "SELECT DISTINCT work_item_id FROM routing.holds WHERE held_until <= ? AND work_item_id > ?"
          + " ORDER BY work_item_id LIMIT ?";

  /** Replaces what is known of these items; one that waits no more has no value. */
  static void put(Connection db, Map<String, Held> items) throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        db.prepareStatement("DELETE FROM routing.holds WHERE work_item_id = ANY (?)")) {
      delete.setArray(1, db.createArrayOf("text", items.keySet().toArray()));
      delete.executeUpdate();
    }
    try (PreparedStatement insert =
        db.prepareStatement(
            "INSERT INTO routing.holds VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      for (Map.Entry<String, Held> item : items.entrySet()) {
        if (item.getValue() != null) {
          add(insert, item.getKey(), item.getValue());
        }
      }
      insert.executeBatch();
    }
  }

  private static void add(PreparedStatement insert, String workItemId, Held held)
      throws SQLException {
    for (IncidentKey key : held.hold().keys()) {
      insert.setString(1, workItemId);
      insert.setString(2, key.rule());
      insert.setString(3, key.keyHash());
      insert.setTimestamp(4, Timestamp.from(held.occurredAt()));
      insert.setTimestamp(5, Timestamp.from(held.hold().until()));
      insert.addBatch();
    }
  }

  /** Held items whose incident has a work item, by id from behind {@code after} on. */
  public static List<Match> matches(Connection db, String after, int limit) throws SQLException {
    List<Match> matches = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(MATCHES)) {
      select.setString(1, after);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          matches.add(new Match(row.getString(1), row.getString(2), row.getString(3)));
        }
      }
    }
    return matches;
  }

  /** Items that have waited until {@code now}, by id from behind {@code after} on. */
  public static List<String> due(Connection db, Instant now, String after, int limit)
      throws SQLException {
    List<String> due = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(DUE)) {
      select.setTimestamp(1, Timestamp.from(now));
      select.setString(2, after);
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          due.add(row.getString(1));
        }
      }
    }
    return due;
  }
}
