package io.breakwater.routing.read;

import io.breakwater.domain.work.WorkRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;

/** Items that the read side left aside, each with the event it could not take in and why. */
public final class ParkedTable {
  private ParkedTable() {}

  private static final int LONGEST_REASON = 1000;

  /** Leaves an item aside from this event on. */
  static void add(Connection db, WorkRecord record, RuntimeException why) throws SQLException {
    String reason = why.toString();
    try (PreparedStatement insert =
        db.prepareStatement(
            "INSERT INTO routing.parked_items VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, record.workItemId());
      insert.setLong(2, record.sequence());
      insert.setString(3, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
      insert.setTimestamp(4, Timestamp.from(record.recordedAt()));
      insert.executeUpdate();
    }
  }

  /** True if the item was left aside. */
  public static boolean contains(Connection db, String workItemId) throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement("SELECT 1 FROM routing.parked_items WHERE work_item_id = ?")) {
      select.setString(1, workItemId);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** How many there are. */
  public static long count(Connection db) throws SQLException {
    try (PreparedStatement select =
            db.prepareStatement("SELECT count(*) FROM routing.parked_items");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
