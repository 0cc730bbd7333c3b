package io.breakwater.platform.quiet;

import io.breakwater.domain.quiet.InhibitRule.Side;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Open work items that inhibit others. Every method runs in the caller's transaction. */
public final class SourceTable {
  private SourceTable() {}

  /** The item is a source now. */
  public static void add(Connection db, int partition, String workItemId, Side source)
      throws SQLException {
    try (PreparedStatement insert =
        db.prepareStatement(
            """
            INSERT INTO quiet.sources (rule, key, work_item_id, also_target, partition)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (rule, key, work_item_id) DO UPDATE SET also_target = EXCLUDED.also_target
            """)) {
      insert.setString(1, source.rule());
      insert.setString(2, source.key());
      insert.setString(3, workItemId);
      insert.setBoolean(4, source.alsoOther());
      insert.setInt(5, partition);
      insert.executeUpdate();
    }
  }

  /** The item is no such source any more. */
  public static void remove(Connection db, String workItemId, Side source) throws SQLException {
    try (PreparedStatement delete =
        db.prepareStatement(
            "DELETE FROM quiet.sources WHERE rule = ? AND key = ? AND work_item_id = ?")) {
      delete.setString(1, source.rule());
      delete.setString(2, source.key());
      delete.setString(3, workItemId);
      delete.executeUpdate();
    }
  }

  /** Forgets the sources of a partition of topic {@code work}. */
  public static void clear(Connection db, int partition) throws SQLException {
    try (PreparedStatement delete =
        db.prepareStatement("DELETE FROM quiet.sources WHERE partition = ?")) {
      delete.setInt(1, partition);
      delete.executeUpdate();
    }
  }

  /** See {@link io.breakwater.domain.quiet.QuietPolicy.Sources#inhibiting}. */
  static Optional<String> inhibiting(Connection db, String workItemId, Side target)
      throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement(
            """
            SELECT work_item_id FROM quiet.sources
            WHERE rule = ? AND key = ? AND work_item_id <> ? AND NOT (also_target AND ?)
            ORDER BY work_item_id LIMIT 1
            """)) {
      select.setString(1, target.rule());
      select.setString(2, target.key());
      select.setString(3, workItemId);
      select.setBoolean(4, target.alsoOther());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /** True while that item is a source of that rule. */
  static boolean isSource(Connection db, String rule, String workItemId) throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT 1 FROM quiet.sources WHERE work_item_id = ? AND rule = ? LIMIT 1")) {
      select.setString(1, workItemId);
      select.setString(2, rule);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
