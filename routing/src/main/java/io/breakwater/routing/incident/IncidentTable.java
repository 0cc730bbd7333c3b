package io.breakwater.routing.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.incident.IncidentMember;
import io.breakwater.domain.json.Json;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Page;
import io.breakwater.routing.incident.IncidentView.Changed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads schema {@code incidents}. Every method runs on the caller's connection. */
final class IncidentTable {
  private IncidentTable() {}

  private static final TypeReference<List<Contribution>> CONTRIBUTIONS = new TypeReference<>() {};
  private static final int MOST_MEMBERS = 1_000;
  private static final int MOST_CHANGES = 500;

  /** One page, the newest first. */
  static Page<IncidentView> page(Connection db, IncidentQuery query) throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT * FROM incidents.incidents i");
    List<Object> values = new ArrayList<>();
    condition(sql, values, "state = ?", name(query.state()));
    condition(sql, values, "rule = ?", query.rule());
    condition(sql, values, "priority = ?", name(query.priority()));
    condition(sql, values, "last_at >= ?", timestamp(query.from()));
    condition(sql, values, "first_at < ?", timestamp(query.to()));
    if (query.text() != null) {
      condition(
          sql,
          values,
          "(strpos(lower(key || ' ' || incident_id || ' ' || coalesce(type, '')), lower(?)) > 0"
              + " OR EXISTS (SELECT 1 FROM incidents.members m"
              + " WHERE m.incident_id = i.incident_id AND m.exception_id = ?))",
          query.text());
      values.add(query.text());
    }
    if (!query.after().isEmpty()) {
      Instant at = Instant.parse(query.after().get(0));
      condition(sql, values, "(first_at, incident_id) < (?, ?)", timestamp(at));
      values.add(query.after().get(1));
    }
    sql.append(" ORDER BY first_at DESC, incident_id DESC LIMIT ").append(query.limit() + 1);
    List<IncidentView> found = all(db, sql.toString(), IncidentTable::view, values.toArray());
    if (found.size() <= query.limit()) {
      return new Page<>(found, null);
    }
    IncidentView last = found.get(query.limit() - 1);
    return new Page<>(
        found.subList(0, query.limit()), Cursor.of(last.firstAt().toString(), last.incidentId()));
  }

  /** All of one incident. */
  static Optional<IncidentView.Whole> find(Connection db, String id) throws SQLException {
    List<IncidentView.Whole> found =
        all(
            db,
            "SELECT * FROM incidents.incidents WHERE incident_id = ?",
            row -> whole(db, row),
            id);
    return found.stream().findFirst();
  }

  private static IncidentView.Whole whole(Connection db, ResultSet row) throws SQLException {
    IncidentView view = view(row);
    String id = view.incidentId();
    try {
      return new IncidentView.Whole(
          view,
          Json.mapper().readValue(row.getString("contributions"), CONTRIBUTIONS),
          Json.mapper()
              .readValue(row.getString("top_attributes"), IncidentRecord.Attributes.class)
              .values(),
          all(
              db,
              "SELECT source_id, exception_id, event_id FROM incidents.members"
                  + " WHERE incident_id = ? ORDER BY place, event_id LIMIT "
                  + MOST_MEMBERS,
              member ->
                  new IncidentMember(member.getString(1), member.getString(2), member.getString(3)),
              id),
          changes(db, id),
          ids(db, "merged_into", id),
          ids(db, "parent_id", id));
    } catch (JsonProcessingException e) {
      throw new SQLException("incident " + id + " has a column that is not its JSON", e);
    }
  }

  private static List<Changed> changes(Connection db, String id) throws SQLException {
    return all(
        db,
        "SELECT change, occurred_at, recorded_at, member_count, score, priority, merged_into"
            + " FROM incidents.changes WHERE incident_id = ?"
            + " ORDER BY recorded_at, partition_id, record_offset LIMIT "
            + MOST_CHANGES,
        row ->
            new Changed(
                Change.valueOf(row.getString(1)),
                row.getTimestamp(2).toInstant(),
                row.getTimestamp(3).toInstant(),
                row.getInt(4),
                row.getInt(5),
                Priority.valueOf(row.getString(6)),
                row.getString(7)),
        id);
  }

  private static List<String> ids(Connection db, String column, String id) throws SQLException {
    return all(
        db,
        "SELECT incident_id FROM incidents.incidents WHERE "
            + column
            + " = ? ORDER BY first_at, incident_id LIMIT "
            + MOST_MEMBERS,
        row -> row.getString(1),
        id);
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  static <T> List<T> all(Connection db, String sql, Row<T> row, Object... values)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        select.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(row.read(rows));
        }
      }
    }
    return found;
  }

  private static IncidentView view(ResultSet row) throws SQLException {
    String id = row.getString("incident_id");
    String severity = row.getString("severity");
    return new IncidentView(
        id,
        row.getString("rule"),
        row.getString("key"),
        row.getString("type"),
        severity == null ? null : Severity.valueOf(severity),
        IncidentState.valueOf(row.getString("state")),
        row.getInt("member_count"),
        row.getTimestamp("first_at").toInstant(),
        row.getTimestamp("last_at").toInstant(),
        row.getTimestamp("changed_at").toInstant(),
        row.getInt("score"),
        Priority.valueOf(row.getString("priority")),
        row.getString("merged_into"),
        row.getString("parent_id"),
        row.getString("policy_version"),
        row.getString("trace_id"),
        Identity.workItemIdOfIncident(id));
  }

  private static void condition(
      StringBuilder sql, List<Object> values, String condition, Object value) {
    if (value != null) {
      sql.append(values.isEmpty() ? " WHERE " : " AND ").append(condition);
      values.add(value);
    }
  }

  private static String name(Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  private static Timestamp timestamp(Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
