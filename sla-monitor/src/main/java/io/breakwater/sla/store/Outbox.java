package io.breakwater.sla.store;

import io.breakwater.sla.outbox.OutboxCodec;
import io.breakwater.sla.outbox.OutboxRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is committed but may not be on the broker yet, in table {@code sla.outbox}. */
public final class Outbox {
  private Outbox() {}

  /** The records of one transaction. */
  public record Entry(long sequence, List<OutboxRecord> records) {}

  /** Stores the records of this transaction. */
  public static void add(Connection db, int partition, Entry entry) throws SQLException {
    try (PreparedStatement insert =
        db.prepareStatement(
            "INSERT INTO sla.outbox (partition, sequence, records) VALUES (?, ?, ?)")) {
      insert.setInt(1, partition);
      insert.setLong(2, entry.sequence());
      insert.setBytes(3, OutboxCodec.pack(entry.records()));
      insert.executeUpdate();
    }
  }

  /** What an earlier owner may not have published, in order. */
  public static List<Entry> left(Connection db, int partition) throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT sequence, records FROM sla.outbox WHERE partition = ? ORDER BY sequence")) {
      select.setInt(1, partition);
      List<Entry> entries = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(new Entry(row.getLong(1), OutboxCodec.unpack(row.getBytes(2))));
        }
      }
      return entries;
    }
  }

  /** The broker has everything up to {@code sequence}. */
  public static void published(Connection db, int partition, long sequence) throws SQLException {
    try (PreparedStatement delete =
        db.prepareStatement("DELETE FROM sla.outbox WHERE partition = ? AND sequence <= ?")) {
      delete.setInt(1, partition);
      delete.setLong(2, sequence);
      delete.executeUpdate();
    }
  }
}
