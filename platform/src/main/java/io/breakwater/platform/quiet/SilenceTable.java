package io.breakwater.platform.quiet;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.quiet.Silence;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The silences and who changed them. Every method runs in the caller's transaction. */
public final class SilenceTable {
  private SilenceTable() {}

  /** What somebody did. */
  public enum Change {
    CREATED,
    ENDED
  }

  /** One change, with the silence as it was after it. */
  public record Changed(Change change, String by, Instant at, Silence silence) {}

  /** The request that an idempotency key was used for, as a hash, and the silence it made. */
  public record Asked(String request, String id) {}

  /** Stores a new silence, or a silence after a change, and notes who did it. */
  public static void save(Connection db, Silence silence, Change change, String by, Instant at)
      throws SQLException {
    String json = Json.text(silence);
    try (PreparedStatement upsert =
            db.prepareStatement(
                """
                INSERT INTO quiet.silences (id, silence, starts_at, ends_at, created_at, version)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                  silence = EXCLUDED.silence, ends_at = EXCLUDED.ends_at, version = EXCLUDED.version
                """);
        PreparedStatement note =
            db.prepareStatement(
                "INSERT INTO quiet.silence_changes (id, version, change, by, at, silence)"
                    + " VALUES (?, ?, ?, ?, ?, ?)");
        PreparedStatement revision =
            db.prepareStatement("UPDATE quiet.silence_revision SET n = n + 1")) {
      Instant end = silence.endedAt() == null ? silence.endsAt() : silence.endedAt();
      upsert.setString(1, silence.id());
      upsert.setString(2, json);
      upsert.setTimestamp(3, Timestamp.from(silence.startsAt()));
      upsert.setTimestamp(4, Timestamp.from(end));
      upsert.setTimestamp(5, Timestamp.from(silence.createdAt()));
      upsert.setLong(6, silence.version());
      upsert.executeUpdate();
      note.setString(1, silence.id());
      note.setLong(2, silence.version());
      note.setString(3, change.name());
      note.setString(4, by);
      note.setTimestamp(5, Timestamp.from(at));
      note.setString(6, json);
      note.executeUpdate();
      revision.executeUpdate();
    }
  }

  /** A silence, locked until the transaction ends. */
  public static Optional<Silence> lock(Connection db, String id) throws SQLException {
    return one(db, "SELECT silence FROM quiet.silences WHERE id = ? FOR UPDATE", id);
  }

  /** A silence. */
  public static Optional<Silence> find(Connection db, String id) throws SQLException {
    return one(db, "SELECT silence FROM quiet.silences WHERE id = ?", id);
  }

  private static Optional<Silence> one(Connection db, String sql, String id) throws SQLException {
    try (PreparedStatement select = db.prepareStatement(sql)) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(silence(row.getString(1))) : Optional.empty();
      }
    }
  }

  /**
   * Silences, the newest first.
   *
   * @param state null for any
   * @param beforeAt together with {@code beforeId} the last row of the page before; null for the
   *     first page
   */
  public static List<Silence> page(
      Connection db, Silence.State state, Instant now, Instant beforeAt, String beforeId, int limit)
      throws SQLException {
    String sql =
        "SELECT silence FROM quiet.silences, (SELECT ?::timestamptz AS now) AS clock WHERE "
            + where(state)
            + " AND (?::timestamptz IS NULL OR (created_at, id) < (?, ?))"
            + " ORDER BY created_at DESC, id DESC LIMIT ?";
    Timestamp before = beforeAt == null ? null : Timestamp.from(beforeAt);
    try (PreparedStatement select = db.prepareStatement(sql)) {
      select.setTimestamp(1, Timestamp.from(now));
      select.setTimestamp(2, before);
      select.setTimestamp(3, before);
      select.setString(4, beforeId);
      select.setInt(5, limit);
      List<Silence> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(silence(row.getString(1)));
        }
      }
      return found;
    }
  }

  private static String where(Silence.State state) {
    if (state == null) {
      return "true";
    }
    return switch (state) {
      case ENDED -> "ends_at <= now";
      case ACTIVE -> "ends_at > now AND starts_at <= now";
      case PENDING -> "ends_at > now AND starts_at > now";
    };
  }

  /** Everything that was done to a silence, oldest first. */
  public static List<Changed> changes(Connection db, String id) throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT change, by, at, silence FROM quiet.silence_changes WHERE id = ?"
                + " ORDER BY version")) {
      select.setString(1, id);
      List<Changed> changes = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          changes.add(
              new Changed(
                  Change.valueOf(row.getString(1)),
                  row.getString(2),
                  row.getTimestamp(3).toInstant(),
                  silence(row.getString(4))));
        }
      }
      return changes;
    }
  }

  /** Notes what a key was used for; what it was used for before, if it was. */
  public static Optional<Asked> ask(
      Connection db, String key, String request, String id, Instant at) throws SQLException {
    try (PreparedStatement insert =
        db.prepareStatement(
            "INSERT INTO quiet.silence_requests (key, request, id, at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (key) DO NOTHING")) {
      insert.setString(1, key);
      insert.setString(2, request);
      insert.setString(3, id);
      insert.setTimestamp(4, Timestamp.from(at));
      if (insert.executeUpdate() == 1) {
        return Optional.empty();
      }
    }
    try (PreparedStatement select =
        db.prepareStatement("SELECT request, id FROM quiet.silence_requests WHERE key = ?")) {
      select.setString(1, key);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return Optional.of(new Asked(row.getString(1), row.getString(2)));
      }
    }
  }

  static Silence silence(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), Silence.class);
  }
}
