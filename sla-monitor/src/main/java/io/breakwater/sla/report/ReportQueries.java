package io.breakwater.sla.report;

import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.sla.Target;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Page;
import io.breakwater.platform.sql.DeskCondition;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads of the report's tables. What is cancelled is in none of them. */
final class ReportQueries {
  private final DataSource db;

  ReportQueries(DataSource db) {
    this.db = db;
  }

  /**
   * Which part of the report.
   *
   * @param asOf what was opened later is left out
   * @param sla null for all
   */
  record Part(Instant asOf, DeskScope desks, String sla) {}

  /**
   * Clocks by when they were opened.
   *
   * @param cursor null for the first page
   * @throws io.breakwater.platform.http.ProblemException 400 if the cursor is not one of this list
   */
  Page<ReportLine> lines(Part part, String cursor, int limit) throws SQLException {
    Filter filter =
        new Filter("NOT cancelled AND opened_at <= ?::timestamptz", part.asOf().toString())
            .and(DeskCondition.SQL, DeskCondition.parameter(part.desks()))
            .and("sla = ?", part.sla());
    if (cursor != null) {
      List<String> after = Cursor.parse(cursor, 2);
      filter.and(
          "(opened_at, id) > (?::timestamptz, ?)",
          Cursor.instant(cursor, after.get(0)).toString(),
          after.get(1));
    }
    String sql =
        "SELECT id, source_id, exception_id, work_item_id, sla, target, run, desk, opened_at,"
            + " deadline, stopped_at, revised FROM sla.report_outcomes WHERE "
            + filter.sql()
            + " ORDER BY opened_at, id LIMIT "
            + (limit + 1);
    List<ReportLine> lines = new ArrayList<>();
    String next = null;
    String last = null;
    try (Connection connection = db.getConnection();
        PreparedStatement select = filter.bind(connection.prepareStatement(sql));
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        if (lines.size() == limit) {
          next = last;
          break;
        }
        lines.add(line(row, part.asOf()));
        last = Cursor.of(instant(row, "opened_at").toString(), row.getString("id"));
      }
    }
    return new Page<>(lines, next);
  }

  /** Sums by desk, SLA and target. */
  List<DeskCompliance> desks(Part part) throws SQLException {
    String asOf = part.asOf().toString();
    // As SlaOutcome.standing has it.
    String sql =
        """
        SELECT desk, sla, target, count(*) FILTER (WHERE standing = 'RUNNING'),
               count(*) FILTER (WHERE standing = 'MET'),
               count(*) FILTER (WHERE standing = 'BREACHED')
        FROM (
          SELECT desk, sla, target,
                 CASE WHEN stopped_at <= '%1$s' AND stopped_at <= deadline THEN 'MET'
                      WHEN stopped_at <= '%1$s' OR deadline < '%1$s' THEN 'BREACHED'
                      ELSE 'RUNNING' END AS standing
          FROM sla.report_outcomes WHERE %2$s) AS clocks
        GROUP BY desk, sla, target ORDER BY desk, sla, target
        """;
    Filter filter =
        new Filter("NOT cancelled AND opened_at <= ?::timestamptz", asOf)
            .and(DeskCondition.SQL, DeskCondition.parameter(part.desks()))
            .and("sla = ?", part.sla());
    List<DeskCompliance> desks = new ArrayList<>();
    try (Connection connection = db.getConnection();
        PreparedStatement select =
            filter.bind(connection.prepareStatement(sql.formatted(asOf, filter.sql())));
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        long met = row.getLong(5);
        long breached = row.getLong(6);
        desks.add(
            new DeskCompliance(
                row.getString(1),
                row.getString(2),
                Target.valueOf(row.getString(3)),
                row.getLong(4),
                met,
                breached,
                met + breached == 0 ? null : (double) met / (met + breached)));
      }
    }
    return desks;
  }

  /**
   * Windows, the latest end first.
   *
   * @param sla null for all
   * @param cursor null for the first page
   */
  Page<SlaWindow> windows(DeskScope desks, String sla, String cursor, int limit)
      throws SQLException {
    Filter filter =
        new Filter("true")
            .and(DeskCondition.SQL, DeskCondition.parameter(desks))
            .and("sla = ?", sla);
    if (cursor != null) {
      List<String> after = Cursor.parse(cursor, 2);
      filter.and(
          "(ends_at, id) < (?::timestamptz, ?)",
          Cursor.instant(cursor, after.get(0)).toString(),
          after.get(1));
    }
    String sql =
        "SELECT record FROM sla.report_windows WHERE "
            + filter.sql()
            + " ORDER BY ends_at DESC, id DESC LIMIT "
            + (limit + 1);
    List<SlaWindow> windows = new ArrayList<>();
    try (Connection connection = db.getConnection();
        PreparedStatement select = filter.bind(connection.prepareStatement(sql));
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        windows.add(Json.read(row.getString(1).getBytes(StandardCharsets.UTF_8), SlaWindow.class));
      }
    }
    if (windows.size() <= limit) {
      return new Page<>(windows, null);
    }
    SlaWindow last = windows.get(limit - 1);
    return new Page<>(windows.subList(0, limit), Cursor.of(last.end().toString(), last.id()));
  }

  private static ReportLine line(ResultSet row, Instant asOf) throws SQLException {
    return ReportLine.asOf(
        asOf,
        row.getString("source_id"),
        row.getString("exception_id"),
        row.getString("work_item_id"),
        row.getString("sla"),
        Target.valueOf(row.getString("target")),
        row.getInt("run"),
        row.getString("desk"),
        instant(row, "opened_at"),
        instant(row, "deadline"),
        instant(row, "stopped_at"),
        row.getBoolean("revised"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  /** Conditions with their parameters; one whose first parameter is null is left out. */
  private static final class Filter {
    private final StringBuilder sql;
    private final List<String> parameters = new ArrayList<>();

    Filter(String condition, String... parameters) {
      this.sql = new StringBuilder(condition);
      this.parameters.addAll(List.of(parameters));
    }

    Filter and(String condition, String... values) {
      if (values[0] != null) {
        sql.append(" AND ").append(condition);
        parameters.addAll(List.of(values));
      }
      return this;
    }

    String sql() {
      return sql.toString();
    }

    PreparedStatement bind(PreparedStatement statement) throws SQLException {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setString(i + 1, parameters.get(i));
      }
      return statement;
    }
  }
}
