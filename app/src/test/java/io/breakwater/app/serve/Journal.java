package io.breakwater.app.serve;

import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkNote;
import io.breakwater.routing.item.WorkItemEventSerializer;
import java.io.NotSerializableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the database holds, asked directly. */
final class Journal implements AutoCloseable {
  private final Connection db;

  Journal(String jdbcUrl) throws SQLException {
    db = DriverManager.getConnection(jdbcUrl, "postgres", "");
  }

  long number(String sql) throws SQLException {
    try (Statement select = db.createStatement();
        ResultSet row = select.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Work items whose numbers have a gap or do not begin with 1. */
  long itemsWithGaps() throws SQLException {
    return number(
        "SELECT count(*) FROM (SELECT persistence_id FROM routing.event_journal"
            + " GROUP BY persistence_id HAVING count(*) <> max(sequence_number)"
            + " OR min(sequence_number) <> 1 OR count(DISTINCT sequence_number) <> count(*)) i");
  }

  /**
   * Work items that two owners wrote in turns. An owner's events stand in one piece if nobody else
   * wrote meanwhile.
   */
  long itemsOfTwoOwnersAtOnce() throws SQLException {
    return number(
        "SELECT count(*) FROM (SELECT persistence_id FROM routing.event_journal"
            + " GROUP BY persistence_id, writer"
            + " HAVING count(*) <> max(sequence_number) - min(sequence_number) + 1) i");
  }

  /** Work items that several owners wrote, one after the other. */
  long itemsThatMoved() throws SQLException {
    return number(
        "SELECT count(*) FROM (SELECT persistence_id FROM routing.event_journal"
            + " GROUP BY persistence_id HAVING count(DISTINCT writer) > 1) i");
  }

  /** Whether these work items are there. */
  boolean has(List<String> workItemIds) throws SQLException {
    String[] ids = workItemIds.stream().map(id -> "WorkItem|" + id).toArray(String[]::new);
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT count(DISTINCT persistence_id) FROM routing.event_journal"
                + " WHERE persistence_id = ANY (?)")) {
      select.setArray(1, db.createArrayOf("text", ids));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1) == ids.length;
      }
    }
  }

  /** How many events open a work item. */
  long opened() throws SQLException, NotSerializableException {
    return events().stream().filter(WorkItemEvent.Opened.class::isInstance).count();
  }

  /** The notes of all comments, as often as they stand there. */
  List<String> comments() throws SQLException, NotSerializableException {
    return events().stream()
        .filter(WorkNote.Commented.class::isInstance)
        .map(event -> ((WorkNote.Commented) event).note())
        .toList();
  }

  private List<WorkItemEvent> events() throws SQLException, NotSerializableException {
    List<WorkItemEvent> events = new ArrayList<>();
    try (Statement select = db.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT event_payload, event_ser_manifest FROM routing.event_journal")) {
      while (row.next()) {
        events.add(WorkItemEventSerializer.read(row.getBytes(1), row.getString(2)));
      }
    }
    return events;
  }

  @Override
  public void close() throws SQLException {
    db.close();
  }
}
