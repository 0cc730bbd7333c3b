package io.breakwater.routing.read;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The items that time alone changes. */
public final class DueTable {
  private DueTable() {}

  /** Items that sleep no longer than {@code now}, by id from behind {@code after} on. */
  public static List<String> sleepers(Connection db, Instant now, String after, int limit)
      throws SQLException {
    return due(db, "snoozed_until", now, after, limit);
  }

  /** Items whose request for approval has expired by {@code now}, likewise. */
  public static List<String> unapproved(Connection db, Instant now, String after, int limit)
      throws SQLException {
    return due(db, "approval_until", now, after, limit);
  }

  private static List<String> due(
      Connection db, String column, Instant now, String after, int limit) throws SQLException {
    List<String> due = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT work_item_id FROM routing.work_items WHERE "
                + column
                + " <= ? AND work_item_id > ? ORDER BY work_item_id LIMIT ?")) {
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
