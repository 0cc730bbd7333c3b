package io.breakwater.routing.read;

import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Page;
import io.breakwater.routing.api.WorkItemQuery;
import io.breakwater.routing.api.WorkItemSort;
import io.breakwater.routing.desk.Line;
import io.breakwater.routing.outbox.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the table of work items. */
public final class WorkItemTable {
  private WorkItemTable() {}

  private static final String SELECT = "SELECT " + WorkItemRow.SELECT + " FROM routing.work_items";

  /** A desk's open items. */
  public static List<Line> openLines(Connection db, String desk) throws SQLException {
    String sql =
        "SELECT work_item_id, version, state, assignee, priority, opened_at, needs"
            + " FROM routing.work_items WHERE desk = ? AND "
            + SqlFilter.OPEN;
    List<Line> lines = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      select.setString(1, desk);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lines.add(
              new Line(
                  row.getString(1),
                  row.getLong(2),
                  WorkItemState.valueOf(row.getString(3)),
                  row.getString(4),
                  Priority.valueOf(row.getString(5)),
                  row.getTimestamp(6).toInstant(),
                  NeedsText.read(row.getString(7))));
        }
      }
    }
    return lines;
  }

  /** An item as the read side last saw it, and where it stands on its desk. */
  public record Seen(String workItemId, long version, String priority, Instant openedAt) {}

  /**
   * Items of a desk that nobody has, the most urgent first, then the oldest.
   *
   * @param after the last of those before; null for the first
   */
  public static List<Seen> unclaimed(Connection db, String desk, Seen after, int limit)
      throws SQLException {
    String rest =
        after == null ? "" : " AND (priority, opened_at, work_item_id) > (?, ?::timestamptz, ?)";
    List<Seen> items = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT work_item_id, version, priority, opened_at FROM routing.work_items"
                + " WHERE desk = ? AND state = 'QUEUED'"
                + rest
                + " ORDER BY priority, opened_at, work_item_id LIMIT "
                + limit)) {
      select.setString(1, desk);
      if (after != null) {
        select.setString(2, after.priority());
        select.setString(3, after.openedAt().toString());
        select.setString(4, after.workItemId());
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          items.add(
              new Seen(
                  row.getString(1),
                  row.getLong(2),
                  row.getString(3),
                  row.getTimestamp(4).toInstant()));
        }
      }
    }
    return items;
  }

  /** One item; empty if there is none, or the read side has not come to it. */
  public static Optional<WorkItemView> find(Connection db, String workItemId) throws SQLException {
    SqlFilter filter = new SqlFilter().equal("work_item_id", workItemId);
    return rows(db, SELECT + filter.where(), filter).stream().map(WorkItemRow::view).findFirst();
  }

  /** One page. */
  public static Page<WorkItemView> page(Connection db, WorkItemQuery query) throws SQLException {
    WorkItemSort sort = query.sort();
    SqlFilter filter =
        new SqlFilter()
            .within(query.desks())
            .equal("assignee", query.assignee())
            .equal("incident_id", query.incidentId())
            .in("state", query.states().stream().map(Enum::name).toList())
            .in("priority", query.priorities().stream().map(Enum::name).toList())
            .tagged(query.tag())
            .linkedTo(query.linked())
            .containing(List.of("exception_id", "source_id", "type", "work_item_id"), query.text())
            .after(sort.columns(), sort.isDescending(), query.after());
    String sql =
        SELECT + filter.where() + " ORDER BY " + sort.orderBy() + " LIMIT " + (query.limit() + 1);
    List<WorkItemView> items =
        new ArrayList<>(rows(db, sql, filter).stream().map(WorkItemRow::view).toList());
    if (items.size() <= query.limit()) {
      return new Page<>(items, null);
    }
    items.remove(query.limit());
    WorkItemView last = items.get(query.limit() - 1);
    return new Page<>(items, Cursor.of(sort.key(last).toArray(String[]::new)));
  }

  /**
   * The items of some desks that changed after a position, in the order of their latest change;
   * also those that left these desks.
   */
  public static List<WorkItemRow> changes(Connection db, DeskScope desks, Position after, int limit)
      throws SQLException {
    SqlFilter filter = new SqlFilter().ofDesks(desks).afterPosition(after);
    String sql =
        SELECT
            + " JOIN routing.work_item_positions USING (work_item_id)"
            + filter.where()
            + " ORDER BY last_tx, last_ordering LIMIT "
            + limit;
    return rows(db, sql, filter);
  }

  private static List<WorkItemRow> rows(Connection db, String sql, SqlFilter filter)
      throws SQLException {
    List<WorkItemRow> rows = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      filter.bind(select);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(WorkItemRow.read(row));
        }
      }
    }
    return rows;
  }
}
