package io.breakwater.routing.read;

import io.breakwater.domain.routing.Sameness;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.routing.read.MergeTable.Pair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Items that are the same by their branch: those that take others in, and those to be merged. */
public final class SameItemTable {
  private SameItemTable() {}

  private static final String SURVIVOR =
      "SELECT d.work_item_id FROM routing.same_items d JOIN routing.work_items w"
          + " ON w.work_item_id = d.work_item_id WHERE d.key = ? AND d.survivor IS NULL"
          + " AND d.raised_at BETWEEN ? AND ? AND d.work_item_id <> ? AND w."
          + SqlFilter.OPEN
          + " ORDER BY d.raised_at, d.work_item_id LIMIT 1";

  private record Opened(String workItemId, Sameness sameness, Instant raisedAt) {}

  /** What one batch of the feed opens. */
  static final class Changes {
    private final List<Opened> opened = new ArrayList<>();

    /** Takes in one event. */
    void add(WorkItemEvent event) {
      if (event instanceof WorkItemEvent.Opened e && e.incident() == null) {
        Sameness sameness = e.decision().instructionsOrNone().sameness();
        if (sameness != null) {
          opened.add(new Opened(e.workItemId(), sameness, e.occurredAt()));
        }
      }
    }

    /** Writes it, inside the caller's transaction, after the items themselves. */
    void save(Connection db) throws SQLException {
      if (opened.isEmpty()) {
        return;
      }
      try (PreparedStatement select = db.prepareStatement(SURVIVOR);
          PreparedStatement insert =
              db.prepareStatement(
                  "INSERT INTO routing.same_items VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
        for (Opened item : opened) {
          insert.setString(1, item.workItemId());
          insert.setString(2, item.sameness().key());
          insert.setTimestamp(3, Timestamp.from(item.raisedAt()));
          insert.setString(4, survivor(select, item));
          insert.executeUpdate();
        }
      }
    }

    private static String survivor(PreparedStatement select, Opened item) throws SQLException {
      select.setString(1, item.sameness().key());
      select.setTimestamp(2, Timestamp.from(item.raisedAt().minus(item.sameness().window())));
      select.setTimestamp(3, Timestamp.from(item.raisedAt().plus(item.sameness().window())));
      select.setString(4, item.workItemId());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  /** Those to be merged, by the other item's id from behind {@code after} on. */
  public static List<Pair> toMerge(Connection db, String after, int limit) throws SQLException {
    List<Pair> pairs = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT survivor, work_item_id FROM routing.same_items WHERE survivor IS NOT NULL"
                + " AND work_item_id > ? ORDER BY work_item_id LIMIT ?")) {
      select.setString(1, after);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          pairs.add(new Pair(row.getString(1), row.getString(2)));
        }
      }
    }
    return pairs;
  }

  /** It is merged; or it was refused, so it is one that others may be merged into. */
  public static void answered(Connection db, String workItemId, boolean merged)
      throws SQLException {
    String sql =
        merged
            ? "DELETE FROM routing.same_items WHERE work_item_id = ?"
            : "UPDATE routing.same_items SET survivor = NULL WHERE work_item_id = ?";
    try (PreparedStatement update = db.prepareStatement(sql)) {
      update.setString(1, workItemId);
      update.executeUpdate();
    }
  }
}
