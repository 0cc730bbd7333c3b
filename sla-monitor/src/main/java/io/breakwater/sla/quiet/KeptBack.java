package io.breakwater.sla.quiet;

import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.quiet.Quiet;
import io.breakwater.sla.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A notification that was kept back because its item was quiet, as in table {@code sla.kept_back}.
 *
 * @param by the silence's id, or the name of the maintenance window or of the inhibiting rule
 * @param source the inhibiting item; empty for the other kinds
 */
public record KeptBack(
    String notificationId,
    String workItemId,
    String channel,
    String desk,
    Quiet.Kind kind,
    String by,
    String source) {

  /** What keeps some of them back. */
  record Cause(Quiet.Kind kind, String by, String source) {}

  static KeptBack of(Notification n, Quiet quiet) {
    return new KeptBack(
        n.id(),
        n.workItemId(),
        n.channel(),
        n.desk(),
        quiet.kind(),
        quiet.by(),
        quiet.source() == null ? "" : quiet.source());
  }

  Cause cause() {
    return new Cause(kind, by, source);
  }

  /** Stores what was kept back; what is known already changes nothing. */
  public static void insert(Connection db, List<KeptBack> kept, Instant now) throws SQLException {
    if (kept.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        db.prepareStatement(
            """
            INSERT INTO sla.kept_back
              (kept_at, notification_id, work_item_id, channel, desk, kind, by, source)
            SELECT ?, * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::text[], ?::text[])
            ON CONFLICT (notification_id) DO NOTHING
            """)) {
      insert.setTimestamp(1, Timestamp.from(now));
      new Rows<>(db, insert, kept, 2)
          .text(KeptBack::notificationId)
          .text(KeptBack::workItemId)
          .text(KeptBack::channel)
          .text(KeptBack::desk)
          .text(k -> k.kind().name())
          .text(KeptBack::by)
          .text(KeptBack::source);
      insert.executeUpdate();
    }
  }

  /** What keeps something back of which nobody has been told yet. */
  static List<Cause> causes(Connection db) throws SQLException {
    List<Cause> causes = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                "SELECT DISTINCT kind, by, source FROM sla.kept_back WHERE NOT told"
                    + " ORDER BY kind, by, source");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        causes.add(
            new Cause(Quiet.Kind.valueOf(row.getString(1)), row.getString(2), row.getString(3)));
      }
    }
    return causes;
  }

  /** What one cause keeps back, in order; locked, without what another node has in hand. */
  static List<KeptBack> of(Connection db, Cause cause, int limit) throws SQLException {
    List<KeptBack> kept = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement(
            """
            SELECT notification_id, work_item_id, channel, desk FROM sla.kept_back
            WHERE NOT told AND kind = ? AND by = ? AND source = ?
            ORDER BY kept_at, notification_id LIMIT ? FOR UPDATE SKIP LOCKED
            """)) {
      select.setString(1, cause.kind().name());
      select.setString(2, cause.by());
      select.setString(3, cause.source());
      select.setInt(4, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          kept.add(
              new KeptBack(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  cause.kind(),
                  cause.by(),
                  cause.source()));
        }
      }
    }
    return kept;
  }

  /** Whoever should hear of these has been told, or need not be any more. */
  static void told(Connection db, List<KeptBack> kept) throws SQLException {
    try (PreparedStatement update =
        db.prepareStatement(
            "UPDATE sla.kept_back SET told = true WHERE notification_id = ANY (?)")) {
      update.setArray(
          1, db.createArrayOf("text", kept.stream().map(KeptBack::notificationId).toArray()));
      update.executeUpdate();
    }
  }

  /** Something else keeps this back now. */
  void goesOnBy(Connection db, Quiet quiet) throws SQLException {
    try (PreparedStatement update =
        db.prepareStatement(
            "UPDATE sla.kept_back SET kind = ?, by = ?, source = ? WHERE notification_id = ?")) {
      update.setString(1, quiet.kind().name());
      update.setString(2, quiet.by());
      update.setString(3, quiet.source() == null ? "" : quiet.source());
      update.setString(4, notificationId);
      update.executeUpdate();
    }
  }
}
