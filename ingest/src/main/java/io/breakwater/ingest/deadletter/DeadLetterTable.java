package io.breakwater.ingest.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Page;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Table {@code ingest.dead_letters}. Every method runs in the caller's transaction. */
final class DeadLetterTable {
  private DeadLetterTable() {}

  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
  private static final String SUMMARY =
      "id, code, reason, field, topic, partition_id, record_offset, ingested_at, source_id,"
          + " exception_id, trace_id, state, replays, replayed_at, replayed_by";

  /** A dead letter with all that is needed to send it again. */
  record Row(DeadLetterView view, DeadLetter letter, byte[] payload) {}

  /** Stores letters; one that is known changes nothing. */
  static void insert(Connection db, List<StoredDeadLetter> letters) throws SQLException {
    try (PreparedStatement insert =
        db.prepareStatement(
            "INSERT INTO ingest.dead_letters (id, code, reason, field, topic, partition_id,"
                + " record_offset, ingested_at, source_id, exception_id, trace_id, span_id,"
                + " payload, base64, headers) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (id) DO NOTHING")) {
      for (StoredDeadLetter stored : letters) {
        DeadLetter letter = stored.letter();
        int i = 1;
        insert.setString(i++, text(stored.id()));
        insert.setString(i++, text(letter.code()));
        insert.setString(i++, text(letter.reason()));
        insert.setString(i++, text(letter.field()));
        insert.setString(i++, text(letter.origin().topic()));
        insert.setInt(i++, letter.origin().partition());
        insert.setLong(i++, letter.origin().offset());
        insert.setTimestamp(i++, Timestamp.from(stored.ingestedAt()));
        insert.setString(i++, text(stored.identity().sourceId()));
        insert.setString(i++, text(stored.identity().exceptionId()));
        insert.setString(i++, letter.trace().traceId());
        insert.setString(i++, letter.trace().spanId());
        insert.setBytes(i++, PersonalPayload.protect(stored.payload()));
        insert.setBoolean(i++, letter.base64());
        insert.setString(i, Json.text(letter.headers()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** One page, the newest first. */
  static Page<DeadLetterView> page(Connection db, DeadLetterQuery query) throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT " + SUMMARY + " FROM ingest.dead_letters");
    List<Object> values = new ArrayList<>();
    condition(sql, values, "code = ?", query.code());
    condition(sql, values, "topic = ?", query.topic());
    condition(sql, values, "source_id = ?", query.source());
    condition(sql, values, "ingested_at >= ?", timestamp(query.from()));
    condition(sql, values, "ingested_at < ?", timestamp(query.to()));
    condition(sql, values, "state = ?", query.state() == null ? null : query.state().name());
    if (!query.after().isEmpty()) {
      Instant at = Instant.parse(query.after().get(0));
      condition(sql, values, "(ingested_at, id) < (?, ?)", timestamp(at));
      values.add(query.after().get(1));
    }
    sql.append(" ORDER BY ingested_at DESC, id DESC LIMIT ").append(query.limit() + 1);
    List<DeadLetterView> found = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql.toString())) {
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(view(row));
        }
      }
    }
    if (found.size() <= query.limit()) {
      return new Page<>(found, null);
    }
    DeadLetterView last = found.get(query.limit() - 1);
    return new Page<>(
        found.subList(0, query.limit()),
        Cursor.of(last.origin().ingestedAt().toString(), last.id()));
  }

  /** One letter. */
  static Optional<Row> find(Connection db, String id) throws SQLException {
    return find(db, id, "");
  }

  /** One letter, which nobody else can change before the end of this transaction. */
  static Optional<Row> lock(Connection db, String id) throws SQLException {
    return find(db, id, " FOR UPDATE");
  }

  private static Optional<Row> find(Connection db, String id, String lock) throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement("SELECT * FROM ingest.dead_letters WHERE id = ?" + lock)) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row(row)) : Optional.empty();
      }
    }
  }

  private static void condition(
      StringBuilder sql, List<Object> values, String condition, Object value) {
    if (value != null) {
      sql.append(values.isEmpty() ? " WHERE " : " AND ").append(condition);
      values.add(value);
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    DeadLetterView view = view(row);
    byte[] payload = PersonalPayload.reveal(row.getBytes("payload"));
    boolean base64 = row.getBoolean("base64");
    DeadLetter letter =
        new DeadLetter(
            view.code(),
            view.reason(),
            view.field(),
            view.origin(),
            new TraceContext(view.traceId(), row.getString("span_id")),
            base64
                ? Base64.getEncoder().encodeToString(payload)
                : new String(payload, StandardCharsets.UTF_8),
            base64,
            headers(row.getString("headers")));
    return new Row(view, letter, payload);
  }

  private static DeadLetterView view(ResultSet row) throws SQLException {
    return new DeadLetterView(
        row.getString("id"),
        row.getString("code"),
        row.getString("reason"),
        row.getString("field"),
        new Origin(
            row.getString("topic"),
            row.getInt("partition_id"),
            row.getLong("record_offset"),
            row.getTimestamp("ingested_at").toInstant()),
        row.getString("source_id"),
        row.getString("exception_id"),
        row.getString("trace_id"),
        DeadLetterState.valueOf(row.getString("state")),
        row.getInt("replays"),
        instant(row.getTimestamp("replayed_at")),
        row.getString("replayed_by"));
  }

  private static Map<String, String> headers(String json) throws SQLException {
    try {
      return Json.mapper().readValue(json, HEADERS);
    } catch (JsonProcessingException e) {
      throw new SQLException("the headers of a dead letter are no JSON object", e);
    }
  }

  /** PostgreSQL's texts have no NUL. */
  private static String text(String value) {
    return value == null ? null : value.replace('\0', '\uFFFD');
  }

  private static Timestamp timestamp(Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
