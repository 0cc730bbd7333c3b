package io.breakwater.routing.incident;

import io.breakwater.domain.event.Priority;
import io.breakwater.routing.incident.IncidentReport.OfDay;
import io.breakwater.routing.incident.IncidentReport.OfPriority;
import io.breakwater.routing.incident.IncidentReport.OfRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Counts alerts and incidents. Runs on the caller's connection. */
final class IncidentReports {
  private IncidentReports() {}

  private static final String INCIDENTS =
      """
      WITH alerts AS (
        SELECT priority, (opened_at AT TIME ZONE 'UTC')::date AS day
        FROM routing.work_items
        WHERE members IS NULL AND opened_at >= ? AND opened_at < ?),
      found AS (
        SELECT rule, priority, state, member_count, (first_at AT TIME ZONE 'UTC')::date AS day
        FROM incidents.incidents WHERE first_at >= ? AND first_at < ?)
      """;

  private static final String BOTH_BY =
      INCIDENTS
          + """
          SELECT coalesce(a.part, i.part), coalesce(a.alerts, 0), coalesce(i.incidents, 0),
                 coalesce(i.members, 0)
          FROM (SELECT %1$s AS part, count(*) AS alerts FROM alerts GROUP BY 1) a
          FULL JOIN (SELECT %1$s AS part, count(*) AS incidents, sum(member_count) AS members
                     FROM found WHERE state <> 'MERGED' GROUP BY 1) i ON a.part = i.part
          ORDER BY 1""";

  private static final String BY_RULE =
      INCIDENTS
          + """
          SELECT rule, count(*) FILTER (WHERE state <> 'MERGED'),
                 coalesce(sum(member_count) FILTER (WHERE state <> 'MERGED'), 0),
                 count(*) FILTER (WHERE state = 'OPEN'), count(*) FILTER (WHERE state = 'CLOSED'),
                 count(*) FILTER (WHERE state = 'MERGED')
          FROM found GROUP BY rule ORDER BY rule""";

  // As far as PostgreSQL's timestamps and four digits of a year go.
  private static final Timestamp EARLIEST = Timestamp.from(Instant.parse("0001-01-01T00:00:00Z"));
  private static final Timestamp LATEST = Timestamp.from(Instant.parse("9999-12-31T00:00:00Z"));

  /**
   * The report of a span.
   *
   * @param from null for the beginning
   * @param to null for the end
   */
  static IncidentReport of(Connection db, Instant from, Instant to) throws SQLException {
    Timestamp first = from == null ? EARLIEST : Timestamp.from(from);
    Timestamp end = to == null ? LATEST : Timestamp.from(to);
    Object[] span = {first, end, first, end};
    List<OfRule> rules = IncidentTable.all(db, BY_RULE, IncidentReports::ofRule, span);
    List<OfPriority> priorities =
        IncidentTable.all(db, BOTH_BY.formatted("priority"), IncidentReports::ofPriority, span);
    List<OfDay> days =
        IncidentTable.all(db, BOTH_BY.formatted("day"), IncidentReports::ofDay, span);
    long alerts = priorities.stream().mapToLong(OfPriority::alerts).sum();
    long incidents = rules.stream().mapToLong(OfRule::incidents).sum();
    return new IncidentReport(
        from,
        to,
        alerts,
        incidents,
        rules.stream().mapToLong(OfRule::members).sum(),
        IncidentReport.ratio(alerts, incidents),
        rules.stream().mapToLong(OfRule::open).sum(),
        rules.stream().mapToLong(OfRule::closed).sum(),
        rules.stream().mapToLong(OfRule::merged).sum(),
        rules,
        priorities,
        days);
  }

  private static OfRule ofRule(ResultSet row) throws SQLException {
    return new OfRule(
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        IncidentReport.ratio(row.getLong(3), row.getLong(2)),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6));
  }

  private static OfPriority ofPriority(ResultSet row) throws SQLException {
    return new OfPriority(
        Priority.valueOf(row.getString(1)),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        IncidentReport.ratio(row.getLong(2), row.getLong(3)));
  }

  private static OfDay ofDay(ResultSet row) throws SQLException {
    return new OfDay(
        row.getObject(1, LocalDate.class),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        IncidentReport.ratio(row.getLong(2), row.getLong(3)));
  }
}
