package io.breakwater.ingest.deadletter;

import io.breakwater.ingest.deadletter.DeadLetterView.Replayed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/** Table {@code ingest.replays}: what was sent again. Runs in the caller's transaction. */
final class ReplayTable {
  private ReplayTable() {}

  /** Notes that a letter was sent again, on itself too. */
  static void insert(Connection db, String id, Replayed replayed) throws SQLException {
    try (PreparedStatement insert =
            db.prepareStatement(
                "INSERT INTO ingest.replays (dead_letter_id, replay, at, by_operator, event_id,"
                    + " topic, partition_id, record_offset) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement update =
            db.prepareStatement(
                "UPDATE ingest.dead_letters SET state = 'REPLAYED', replays = ?, replayed_at = ?,"
                    + " replayed_by = ? WHERE id = ?")) {
      insert.setString(1, id);
      insert.setInt(2, replayed.replay());
      insert.setTimestamp(3, Timestamp.from(replayed.at()));
      insert.setString(4, replayed.by());
      insert.setString(5, replayed.eventId());
      insert.setString(6, replayed.topic());
      insert.setInt(7, replayed.partition());
      insert.setLong(8, replayed.offset());
      insert.executeUpdate();
      update.setInt(1, replayed.replay());
      update.setTimestamp(2, Timestamp.from(replayed.at()));
      update.setString(3, replayed.by());
      update.setString(4, id);
      update.executeUpdate();
    }
  }

  /** Every time a letter was sent again, the first first. */
  static List<Replayed> of(Connection db, String id) throws SQLException {
    List<Replayed> replays = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT replay, at, by_operator, event_id, topic, partition_id, record_offset"
                + " FROM ingest.replays WHERE dead_letter_id = ? ORDER BY replay")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          replays.add(
              new Replayed(
                  row.getInt(1),
                  row.getTimestamp(2).toInstant(),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getInt(6),
                  row.getLong(7)));
        }
      }
    }
    return replays;
  }
}
