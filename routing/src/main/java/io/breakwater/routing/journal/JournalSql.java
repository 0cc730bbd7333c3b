package io.breakwater.routing.journal;

import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import scala.Option;

/** The three statements of the journal, each for many persistence ids at once. */
final class JournalSql {
  private JournalSql() {}

  private static final String INSERT =
      "INSERT INTO routing.event_journal (persistence_id, sequence_number, writer,"
          + " write_timestamp, adapter_manifest, event_ser_id, event_ser_manifest, event_payload)"
          + " SELECT * FROM unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[],"
          + " ?::integer[], ?::text[], ?::bytea[])";

  private static final String HIGHEST =
      "SELECT persistence_id, max(sequence_number) FROM routing.event_journal"
          + " WHERE persistence_id = ANY (?::text[]) GROUP BY persistence_id";

  private static final String EVENTS =
      "SELECT ordering, persistence_id, sequence_number, writer, write_timestamp,"
          + " adapter_manifest, event_payload, event_ser_id, event_ser_manifest"
          + " FROM routing.event_journal WHERE persistence_id = ANY (?::text[])"
          + " ORDER BY persistence_id, sequence_number";

  /** Appends rows in their order, in the caller's transaction. */
  static void append(Connection db, List<JournalAkkaSerializationRow> rows) throws SQLException {
    try (PreparedStatement insert = db.prepareStatement(INSERT)) {
      array(db, insert, 1, "text", rows, JournalAkkaSerializationRow::persistenceId);
      array(db, insert, 2, "bigint", rows, JournalAkkaSerializationRow::sequenceNumber);
      array(db, insert, 3, "text", rows, JournalAkkaSerializationRow::writer);
      array(db, insert, 4, "bigint", rows, JournalAkkaSerializationRow::writeTimestamp);
      array(db, insert, 5, "text", rows, JournalAkkaSerializationRow::adapterManifest);
      array(db, insert, 6, "integer", rows, JournalAkkaSerializationRow::eventSerId);
      array(db, insert, 7, "text", rows, JournalAkkaSerializationRow::eventSerManifest);
      byte[][] payloads =
          rows.stream().map(JournalAkkaSerializationRow::eventPayload).toArray(byte[][]::new);
      insert.setArray(8, db.createArrayOf("bytea", payloads));
      insert.executeUpdate();
    }
  }

  /** The highest sequence number of each id that has any. */
  static Map<String, Long> highest(Connection db, List<String> ids) throws SQLException {
    Map<String, Long> highest = new HashMap<>();
    try (PreparedStatement select = db.prepareStatement(HIGHEST)) {
      select.setArray(1, db.createArrayOf("text", ids.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          highest.put(row.getString(1), row.getLong(2));
        }
      }
    }
    return highest;
  }

  /** All events of each id, oldest first. */
  static Map<String, List<JournalAkkaSerializationRow>> events(Connection db, List<String> ids)
      throws SQLException {
    Map<String, List<JournalAkkaSerializationRow>> events = new HashMap<>();
    try (PreparedStatement select = db.prepareStatement(EVENTS)) {
      select.setArray(1, db.createArrayOf("text", ids.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          JournalAkkaSerializationRow event = event(row);
          events.computeIfAbsent(event.persistenceId(), id -> new ArrayList<>()).add(event);
        }
      }
    }
    return events;
  }

  private static JournalAkkaSerializationRow event(ResultSet row) throws SQLException {
    return new JournalAkkaSerializationRow(
        row.getLong(1),
        false,
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getLong(5),
        row.getString(6),
        row.getBytes(7),
        row.getInt(8),
        row.getString(9),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  private static void array(
      Connection db,
      PreparedStatement insert,
      int index,
      String type,
      List<JournalAkkaSerializationRow> rows,
      Function<JournalAkkaSerializationRow, Object> value)
      throws SQLException {
    insert.setArray(index, db.createArrayOf(type, rows.stream().map(value).toArray()));
  }
}
