package io.breakwater.sla.api;

import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.Target;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Page;
import io.breakwater.platform.sql.DeskCondition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads of table {@code sla.clocks}. */
public final class ClockQueries {
  private static final String COLUMNS =
      "work_item_id, source_id, exception_id, sla, target, run, desk, priority, opened_at,"
          + " at_risk_at, deadline, stopped_at, outcome";
  private static final String KEY = "(deadline, work_item_id, sla, target, run)";

  private final DataSource db;
  private final Clock clock;

  public ClockQueries(DataSource db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * Clocks by deadline: of running ones, the one with the least time left first; of the others, the
   * latest deadline first.
   *
   * @param cursor null for the first page
   * @throws io.breakwater.platform.http.ProblemException 400 if the cursor is not one of this list
   */
  public Page<ClockView> list(Outcome outcome, DeskScope desks, String cursor, int limit)
      throws SQLException {
    boolean soonestFirst = outcome == Outcome.RUNNING;
    List<String> after = cursor == null ? List.of() : Cursor.parse(cursor, 5);
    String sql =
        "SELECT "
            + COLUMNS
            + " FROM sla.clocks WHERE outcome = ?"
            + (desks.all() ? "" : " AND " + DeskCondition.SQL)
            + (after.isEmpty()
                ? ""
                : " AND " + KEY + (soonestFirst ? " > " : " < ") + "(?::timestamptz, ?, ?, ?, ?)")
            + " ORDER BY "
            + (soonestFirst
                ? "deadline, work_item_id, sla, target, run"
                : "deadline DESC, work_item_id DESC, sla DESC, target DESC, run DESC")
            + " LIMIT ?";
    try (Connection connection = db.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      int i = 1;
      select.setString(i++, outcome.name());
      if (!desks.all()) {
        select.setString(i++, DeskCondition.parameter(desks));
      }
      if (!after.isEmpty()) {
        for (String part : after.subList(0, 4)) {
          select.setString(i++, part);
        }
        select.setInt(i++, Integer.parseInt(after.get(4)));
      }
      select.setInt(i, limit + 1);
      List<ClockView> views = read(select);
      if (views.size() <= limit) {
        return new Page<>(views, null);
      }
      List<ClockView> page = views.subList(0, limit);
      return new Page<>(page, cursor(page.get(limit - 1)));
    }
  }

  /** Every clock of a work item, first run first; empty if there is none. */
  public List<ClockView> ofItem(String workItemId) throws SQLException {
    String sql =
        "SELECT " + COLUMNS + " FROM sla.clocks WHERE work_item_id = ? ORDER BY run, sla, target";
    try (Connection connection = db.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, workItemId);
      return read(select);
    }
  }

  /** How the clocks that nobody has stopped stand, by desk; desks without any are left out. */
  public List<DeskClocks> byDesk() throws SQLException {
    String sql =
        """
        SELECT desk,
               count(*) FILTER (WHERE outcome = 'RUNNING'),
               count(*) FILTER (WHERE outcome = 'RUNNING' AND at_risk_at <= ?),
               count(*) FILTER (WHERE outcome = 'BREACHED')
        FROM sla.clocks WHERE stopped_at IS NULL GROUP BY desk ORDER BY desk
        """;
    try (Connection connection = db.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
      List<DeskClocks> desks = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          desks.add(
              new DeskClocks(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
        }
      }
      return desks;
    }
  }

  private List<ClockView> read(PreparedStatement select) throws SQLException {
    List<ClockView> views = new ArrayList<>();
    Instant now = clock.instant();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        views.add(view(row, now));
      }
    }
    return views;
  }

  private static ClockView view(ResultSet row, Instant now) throws SQLException {
    Instant deadline = instant(row, "deadline");
    Instant stoppedAt = instant(row, "stopped_at");
    return new ClockView(
        row.getString("work_item_id"),
        row.getString("source_id"),
        row.getString("exception_id"),
        row.getString("sla"),
        Target.valueOf(row.getString("target")),
        row.getInt("run"),
        row.getString("desk"),
        Priority.valueOf(row.getString("priority")),
        instant(row, "opened_at"),
        instant(row, "at_risk_at"),
        deadline,
        stoppedAt,
        Outcome.valueOf(row.getString("outcome")),
        stoppedAt == null ? Duration.between(now, deadline).toSeconds() : null);
  }

  private static String cursor(ClockView last) {
    return Cursor.of(
        last.deadline().toString(),
        last.workItemId(),
        last.sla(),
        last.target().name(),
        Integer.toString(last.run()));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
