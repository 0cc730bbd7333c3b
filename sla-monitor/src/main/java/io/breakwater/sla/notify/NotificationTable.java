package io.breakwater.sla.notify;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.notification.Notification.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The notifications and their outcomes in table {@code sla.notifications}. Every method runs in the
 * caller's transaction.
 */
public final class NotificationTable {
  private NotificationTable() {}

  /** Serialises whoever gives out feed positions, so that their order is the order of commits. */
  private static final long FEED_LOCK = 0x6272656b_66656564L;

  /** Held by whoever publishes outcomes. */
  private static final long OUTCOMES_LOCK = 0x6272656b_6f757463L;

  private static final String COLUMNS =
      "id, work_item_id, step, channel, recipient, subject, body, desk, priority, status, reason,"
          + " attempts, trace_id, traceparent, occurred_at, created_at";

  /**
   * Stores planned notifications; one that is known already changes nothing.
   *
   * @param writer names the caller for the counters; two transactions at once must not share it
   */
  public static void insert(Connection db, String writer, List<Notification> planned)
      throws SQLException {
    if (planned.isEmpty()) {
      return;
    }
    String sql =
        "INSERT INTO sla.notifications ("
            + COLUMNS
            + ", next_attempt_at) SELECT *, created_at FROM unnest(?::text[], ?::text[], ?::text[],"
            + " ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],"
            + " ?::text[], ?::int[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[]) AS"
            + " planned("
            + COLUMNS
            + ") ON CONFLICT (id) DO NOTHING RETURNING status";
    Map<Status, Long> fresh = new EnumMap<>(Status.class);
    try (PreparedStatement insert = db.prepareStatement(sql)) {
      Columns columns = new Columns(db, insert, planned);
      columns.text(Notification::id);
      columns.text(Notification::workItemId);
      columns.text(Notification::step);
      columns.text(Notification::channel);
      columns.text(Notification::recipient);
      columns.text(Notification::subject);
      columns.text(Notification::body);
      columns.text(Notification::desk);
      columns.text(n -> n.priority().name());
      columns.text(n -> n.status().name());
      columns.text(Notification::reason);
      columns.of("int4", Notification::attempts);
      columns.text(Notification::traceId);
      columns.text(Notification::traceparent);
      columns.of("timestamptz", n -> Timestamp.from(n.occurredAt()));
      columns.of("timestamptz", n -> Timestamp.from(n.createdAt()));
      try (ResultSet inserted = insert.executeQuery()) {
        while (inserted.next()) {
          fresh.merge(Status.valueOf(inserted.getString(1)), 1L, Long::sum);
        }
      }
    }
    fresh.remove(Status.PENDING);
    count(db, writer, fresh);
  }

  /**
   * Marks up to {@code limit} due notifications of live channels as sent and gives each its feed
   * position.
   */
  static int sendLive(Connection db, Collection<String> channels, Instant now, int limit)
      throws SQLException {
    try (PreparedStatement lock = db.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      lock.setLong(1, FEED_LOCK);
      lock.execute();
    }
    String sql =
        """
        UPDATE sla.notifications n
        SET status = 'SENT', attempts = 1, feed = nextval('sla.notification_feed')
        FROM (SELECT id FROM sla.notifications
              WHERE status = 'PENDING' AND next_attempt_at <= ? AND channel = ANY (?)
              ORDER BY next_attempt_at LIMIT ?) due
        WHERE n.id = due.id
        """;
    try (PreparedStatement send = db.prepareStatement(sql)) {
      send.setTimestamp(1, Timestamp.from(now));
      send.setArray(2, db.createArrayOf("text", channels.toArray()));
      send.setInt(3, limit);
      int sent = send.executeUpdate();
      count(db, "live", Map.of(Status.SENT, (long) sent));
      return sent;
    }
  }

  /**
   * Claims up to {@code limit} due notifications of the other channels for {@code lease}: nobody
   * else gets them before it ends.
   */
  static List<Notification> claim(
      Connection db, Collection<String> liveChannels, Instant now, Duration lease, int limit)
      throws SQLException {
    String sql =
        """
        UPDATE sla.notifications n SET attempts = attempts + 1, next_attempt_at = ?
        FROM (SELECT id FROM sla.notifications
              WHERE status = 'PENDING' AND next_attempt_at <= ? AND channel <> ALL (?)
              ORDER BY next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED) due
        WHERE n.id = due.id
        RETURNING\s"""
            + "n."
            + COLUMNS.replace(", ", ", n.");
    try (PreparedStatement claim = db.prepareStatement(sql)) {
      claim.setTimestamp(1, Timestamp.from(now.plus(lease)));
      claim.setTimestamp(2, Timestamp.from(now));
      claim.setArray(3, db.createArrayOf("text", liveChannels.toArray()));
      claim.setInt(4, limit);
      return read(claim);
    }
  }

  /** The other side took it. */
  static void sent(Connection db, String id) throws SQLException {
    finish(db, id, Status.SENT, null);
  }

  /** Given up; {@code reason} says why. */
  static void failed(Connection db, String id, String reason) throws SQLException {
    finish(db, id, Status.FAILED, reason);
  }

  private static void finish(Connection db, String id, Status status, String reason)
      throws SQLException {
    String sql =
        "UPDATE sla.notifications SET status = ?, reason = ? WHERE id = ? AND status = 'PENDING'";
    try (PreparedStatement update = db.prepareStatement(sql)) {
      update.setString(1, status.name());
      update.setString(2, reason);
      update.setString(3, id);
      count(db, "sender", Map.of(status, (long) update.executeUpdate()));
    }
  }

  /** It will be tried again; {@code reason} says what went wrong this time. */
  static void retry(Connection db, String id, String reason, Instant next) throws SQLException {
    String sql =
        "UPDATE sla.notifications SET next_attempt_at = ?, reason = ? WHERE id = ? AND status ="
            + " 'PENDING'";
    try (PreparedStatement update = db.prepareStatement(sql)) {
      update.setTimestamp(1, Timestamp.from(next));
      update.setString(2, reason);
      update.setString(3, id);
      update.executeUpdate();
    }
  }

  /**
   * Makes this transaction the one that publishes outcomes; false if there is another. It may wait
   * for Kafka meanwhile: the lock alone gives it no transaction id that readers would wait for.
   */
  static boolean lockOutcomes(Connection db) throws SQLException {
    try (PreparedStatement lock = db.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
      lock.setLong(1, OUTCOMES_LOCK);
      try (ResultSet row = lock.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Outcomes that topic {@code notifications} does not have yet, oldest first. */
  static List<Notification> unrecorded(Connection db, int limit) throws SQLException {
    String sql =
        "SELECT "
            + COLUMNS
            + " FROM sla.notifications WHERE status <> 'PENDING' AND NOT recorded ORDER BY"
            + " created_at LIMIT ?";
    try (PreparedStatement select = db.prepareStatement(sql)) {
      select.setInt(1, limit);
      return read(select);
    }
  }

  /** Topic {@code notifications} has these. */
  static void recorded(Connection db, List<Notification> published) throws SQLException {
    String sql = "UPDATE sla.notifications SET recorded = true WHERE id = ANY (?)";
    try (PreparedStatement update = db.prepareStatement(sql)) {
      update.setArray(
          1, db.createArrayOf("text", published.stream().map(Notification::id).toArray()));
      update.executeUpdate();
    }
  }

  static List<Notification> read(PreparedStatement select) throws SQLException {
    List<Notification> found = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(read(rows));
      }
    }
    return found;
  }

  static Notification read(ResultSet row) throws SQLException {
    return new Notification(
        row.getString("id"),
        row.getString("work_item_id"),
        row.getString("step"),
        row.getString("channel"),
        row.getString("recipient"),
        row.getString("subject"),
        row.getString("body"),
        row.getString("desk"),
        Priority.valueOf(row.getString("priority")),
        Status.valueOf(row.getString("status")),
        row.getString("reason"),
        row.getInt("attempts"),
        row.getString("trace_id"),
        row.getString("traceparent"),
        row.getTimestamp("occurred_at").toInstant(),
        row.getTimestamp("created_at").toInstant());
  }

  private static void count(Connection db, String writer, Map<Status, Long> outcomes)
      throws SQLException {
    String sql =
        "INSERT INTO sla.notification_counts AS c (writer, status, n) VALUES (?, ?, ?) ON CONFLICT"
            + " (writer, status) DO UPDATE SET n = c.n + EXCLUDED.n";
    try (PreparedStatement add = db.prepareStatement(sql)) {
      for (Map.Entry<Status, Long> outcome : outcomes.entrySet()) {
        if (outcome.getValue() > 0) {
          add.setString(1, writer);
          add.setString(2, outcome.getKey().name());
          add.setLong(3, outcome.getValue());
          add.executeUpdate();
        }
      }
    }
  }

  /** Binds one array per column of a multi-row insert. */
  private static final class Columns {
    private final Connection db;
    private final PreparedStatement insert;
    private final List<Notification> rows;
    private int next = 1;

    Columns(Connection db, PreparedStatement insert, List<Notification> rows) {
      this.db = db;
      this.insert = insert;
      this.rows = rows;
    }

    void text(Function<Notification, String> column) throws SQLException {
      of("text", column);
    }

    void of(String type, Function<Notification, ?> column) throws SQLException {
      insert.setArray(next++, db.createArrayOf(type, rows.stream().map(column).toArray()));
    }
  }
}
