package io.breakwater.app.policy.shadow;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** The tables of one candidate, for the records of one partition, in one transaction. */
final class ShadowBook {
  static final String DESK = "desk";
  static final String PRIORITY = "priority";

  private final Connection connection;
  private final long candidate;
  private final int partition;

  /** What became of some records. */
  static final class Counts {
    long seen;
    long failed;
    private long differing;
    private long moved;
    private long reprioritised;
    private long rescored;

    void differs(Shadowed shadowed) {
      differing++;
      moved += shadowed.moved() ? 1 : 0;
      reprioritised += shadowed.reprioritised() ? 1 : 0;
      rescored += shadowed.rescored() ? 1 : 0;
    }
  }

  ShadowBook(Connection connection, long candidate, int partition) {
    this.connection = connection;
    this.candidate = candidate;
    this.partition = partition;
  }

  /**
   * The offset to go on with. Locked until the transaction ends: of two nodes that read the same
   * records, one waits and then skips them.
   */
  long next() throws SQLException {
    try (PreparedStatement begin =
        connection.prepareStatement(
            """
            INSERT INTO shadow.progress
            VALUES (?, ?, 0, 0, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING""")) {
      begin.setLong(1, candidate);
      begin.setInt(2, partition);
      begin.executeUpdate();
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT next_offset FROM shadow.progress
            WHERE candidate_id = ? AND partition_id = ? FOR UPDATE""")) {
      query.setLong(1, candidate);
      query.setInt(2, partition);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Keeps an event that was decided otherwise. */
  void put(Shadowed shadowed, Instant decidedAt) throws SQLException {
    if (shadowed.moved()) {
      count(DESK, shadowed.before().desk(), shadowed.after().desk());
    }
    if (shadowed.reprioritised()) {
      count(PRIORITY, shadowed.before().priority().name(), shadowed.after().priority().name());
    }
    ExceptionEvent event = shadowed.said().event();
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO shadow.differences (candidate_id, event_id, source_id, exception_id, type,
              occurred_at, decided_at, before, after)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")) {
      insert.setLong(1, candidate);
      insert.setString(2, event.eventId());
      insert.setString(3, text(event.sourceId()));
      insert.setString(4, text(event.exceptionId()));
      insert.setString(5, text(event.type()));
      insert.setTimestamp(6, Timestamp.from(event.occurredAt()));
      insert.setTimestamp(7, Timestamp.from(decidedAt));
      insert.setString(8, text(Json.text(shadowed.before())));
      insert.setString(9, text(Json.text(shadowed.after())));
      insert.executeUpdate();
    }
  }

  private void count(String what, String before, String after) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO shadow.moves AS m (candidate_id, what, before, after, events)
            VALUES (?, ?, ?, ?, 1)
            ON CONFLICT (candidate_id, what, before, after) DO UPDATE SET events = m.events + 1""")) {
      upsert.setLong(1, candidate);
      upsert.setString(2, what);
      upsert.setString(3, text(before));
      upsert.setString(4, text(after));
      upsert.executeUpdate();
    }
  }

  /** The records before that offset are dealt with. */
  void advance(long next, Counts counts) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE shadow.progress SET next_offset = ?, seen = seen + ?,
              differing = differing + ?, moved = moved + ?, reprioritised = reprioritised + ?,
              rescored = rescored + ?, failed = failed + ?
            WHERE candidate_id = ? AND partition_id = ?""")) {
      update.setLong(1, next);
      update.setLong(2, counts.seen);
      update.setLong(3, counts.differing);
      update.setLong(4, counts.moved);
      update.setLong(5, counts.reprioritised);
      update.setLong(6, counts.rescored);
      update.setLong(7, counts.failed);
      update.setLong(8, candidate);
      update.setInt(9, partition);
      update.executeUpdate();
    }
  }

  /** Forgets all differences but so many, the newest. */
  void keep(int newest) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM shadow.differences WHERE candidate_id = ? AND number <= (
              SELECT number FROM shadow.differences WHERE candidate_id = ?
              ORDER BY number DESC OFFSET ? LIMIT 1)""")) {
      delete.setLong(1, candidate);
      delete.setLong(2, candidate);
      delete.setInt(3, newest);
      delete.executeUpdate();
    }
  }

  /** PostgreSQL's texts have no NUL. */
  private static String text(String value) {
    return value.replace('\0', '\uFFFD');
  }
}
