package io.breakwater.routing.read;

import io.breakwater.domain.routing.Instructions;
import io.breakwater.domain.work.PolicyDue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The items that the policy resolves or closes by itself, and when. */
public final class PolicyTimeTable {
  private PolicyTimeTable() {}

  /**
   * One item's times.
   *
   * @param resolvedAt null while it is open
   * @param due null if nothing comes by itself
   */
  record Times(
      Instructions instructions,
      Instant heardAt,
      Instant resolvedAt,
      long version,
      PolicyDue due) {}

  /** What is due of an item, as it was at a version. */
  public record Due(String workItemId, long version, PolicyDue.Action action) {}

  /** What is due by {@code now}, by id from behind {@code after} on. */
  public static List<Due> due(Connection db, Instant now, String after, int limit)
      throws SQLException {
    List<Due> due = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT work_item_id, version, action FROM routing.policy_times WHERE due_at <= ?"
                + " AND work_item_id > ? ORDER BY work_item_id LIMIT ?")) {
      select.setTimestamp(1, Timestamp.from(now));
      select.setString(2, after);
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          due.add(
              new Due(
                  row.getString(1), row.getLong(2), PolicyDue.Action.valueOf(row.getString(3))));
        }
      }
    }
    return due;
  }

  /** The times of those of these items that have any; what is due is left out. */
  static Map<String, Times> read(Connection db, Collection<String> ids) throws SQLException {
    Map<String, Times> times = new HashMap<>();
    if (ids.isEmpty()) {
      return times;
    }
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT work_item_id, auto_resolve, auto_close, heard_at, resolved_at, version"
                + " FROM routing.policy_times WHERE work_item_id = ANY (?)")) {
      select.setArray(1, db.createArrayOf("text", ids.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Instructions instructions =
              Instructions.times(duration(row.getString(2)), duration(row.getString(3)));
          Timestamp resolved = row.getTimestamp(5);
          times.put(
              row.getString(1),
              new Times(
                  instructions,
                  row.getTimestamp(4).toInstant(),
                  resolved == null ? null : resolved.toInstant(),
                  row.getLong(6),
                  null));
        }
      }
    }
    return times;
  }

  /** Replaces the times of these items. */
  static void put(Connection db, Map<String, Times> items) throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert =
        db.prepareStatement(
            "INSERT INTO routing.policy_times VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (work_item_id) DO UPDATE SET heard_at = excluded.heard_at,"
                + " resolved_at = excluded.resolved_at, version = excluded.version,"
                + " action = excluded.action, due_at = excluded.due_at")) {
      for (Map.Entry<String, Times> item : items.entrySet()) {
        bind(upsert, item.getKey(), item.getValue());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private static void bind(PreparedStatement upsert, String id, Times times) throws SQLException {
    PolicyDue due = times.due();
    upsert.setString(1, id);
    upsert.setString(2, text(times.instructions().autoResolve()));
    upsert.setString(3, text(times.instructions().autoClose()));
    upsert.setTimestamp(4, Timestamp.from(times.heardAt()));
    upsert.setTimestamp(5, times.resolvedAt() == null ? null : Timestamp.from(times.resolvedAt()));
    upsert.setLong(6, times.version());
    upsert.setString(7, due == null ? null : due.action().name());
    upsert.setTimestamp(8, due == null ? null : Timestamp.from(due.at()));
  }

  private static Duration duration(String text) {
    return text == null ? null : Duration.parse(text);
  }

  private static String text(Duration duration) {
    return duration == null ? null : duration.toString();
  }
}
