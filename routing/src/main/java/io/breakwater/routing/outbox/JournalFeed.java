package io.breakwater.routing.outbox;

import io.breakwater.domain.work.WorkRecord;
import io.breakwater.routing.item.WorkItem;
import io.breakwater.routing.item.WorkItemEventSerializer;
import java.io.NotSerializableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the journal: as a feed that skips nothing, and one item's history. */
public final class JournalFeed {
  private JournalFeed() {}

  /** One event and where it stands. */
  public record Entry(Position position, WorkRecord record) {}

  private static final String ID_PREFIX = WorkItem.TYPE.name() + "|";

  // The text of tx has another name: ORDER BY tx would sort by an output column of that name.
  private static final String COLUMNS =
      "tx::text AS tx_text, ordering, persistence_id, sequence_number, write_timestamp, event_ser_manifest,"
          + " event_payload";

  // Transactions still running may yet commit below what we see: nothing at or above the oldest of
  // them is read.
  private static final String AFTER =
      "SELECT "
          + COLUMNS
          + " FROM routing.event_journal"
          + " WHERE (tx, ordering) > (?::xid8, ?)"
          + " AND tx < pg_snapshot_xmin(pg_current_snapshot())"
          + " ORDER BY tx, ordering LIMIT ?";

  private static final String OF_ONE =
      "SELECT "
          + COLUMNS
          + " FROM routing.event_journal WHERE persistence_id = ? AND sequence_number > ?"
          + " ORDER BY sequence_number LIMIT ?";

  private static final String LENGTH =
      "SELECT coalesce(max(sequence_number), 0) FROM routing.event_journal"
          + " WHERE persistence_id = ?";

  private static final String HEAD =
      "SELECT tx::text AS tx_text, ordering FROM routing.event_journal ORDER BY tx DESC, ordering DESC LIMIT 1";

  // Counting stops somewhere: far behind is far behind.
  private static final String BEHIND =
      "SELECT count(*) FROM (SELECT 1 FROM routing.event_journal"
          + " WHERE (tx, ordering) > (?::xid8, ?) LIMIT 100000) AS behind";

  /**
   * The next events after a position, in feed order.
   *
   * @throws IllegalStateException if the journal holds an event this version cannot read
   */
  public static List<Entry> after(Connection db, Position position, int limit) throws SQLException {
    try (PreparedStatement select = db.prepareStatement(AFTER)) {
      position.bind(select, 1);
      select.setInt(3, limit);
      return entries(select);
    }
  }

  /**
   * What happened to one work item, oldest first, after event {@code after} and at most {@code
   * limit} events; from 0 on, nothing if there is no such item.
   */
  public static List<Entry> history(Connection db, String workItemId, long after, int limit)
      throws SQLException {
    try (PreparedStatement select = db.prepareStatement(OF_ONE)) {
      select.setString(1, ID_PREFIX + workItemId);
      select.setLong(2, after);
      select.setInt(3, limit);
      return entries(select);
    }
  }

  /** How many events one work item has; 0 if there is no such item. */
  public static long length(Connection db, String workItemId) throws SQLException {
    try (PreparedStatement select = db.prepareStatement(LENGTH)) {
      select.setString(1, ID_PREFIX + workItemId);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** The last position that is visible now, running transactions left aside. */
  public static Position head(Connection db) throws SQLException {
    try (PreparedStatement select = db.prepareStatement(HEAD);
        ResultSet row = select.executeQuery()) {
      return row.next() ? position(row) : Position.START;
    }
  }

  /** How many visible events stand after a position, up to 100,000. */
  public static long behind(Connection db, Position position) throws SQLException {
    try (PreparedStatement select = db.prepareStatement(BEHIND)) {
      position.bind(select, 1);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static List<Entry> entries(PreparedStatement select) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        entries.add(entry(row));
      }
    }
    return entries;
  }

  private static Entry entry(ResultSet row) throws SQLException {
    String workItemId = row.getString(3).substring(ID_PREFIX.length());
    try {
      return new Entry(
          position(row),
          new WorkRecord(
              workItemId,
              row.getLong(4),
              Instant.ofEpochMilli(row.getLong(5)),
              WorkItemEventSerializer.read(row.getBytes(7), row.getString(6))));
    } catch (NotSerializableException e) {
      throw new IllegalStateException(
          "event %d of work item %s: %s".formatted(row.getLong(4), workItemId, e.getMessage()), e);
    }
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(Long.parseLong(row.getString(1)), row.getLong(2));
  }
}
