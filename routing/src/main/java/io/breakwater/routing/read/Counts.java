package io.breakwater.routing.read;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.routing.RoutingStats;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads the counts that the projection keeps: a few rows, however many items there are. */
public final class Counts {
  private Counts() {}

  /** Work items by desk and state; states without any are left out. */
  public static Map<String, Map<WorkItemState, Long>> byDesk(Connection db) throws SQLException {
    Map<String, Map<WorkItemState, Long>> counts = new TreeMap<>();
    try (PreparedStatement select =
            db.prepareStatement(
                "SELECT desk, state, items FROM routing.work_item_counts WHERE items <> 0");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        counts
            .computeIfAbsent(row.getString(1), d -> new EnumMap<>(WorkItemState.class))
            .put(WorkItemState.valueOf(row.getString(2)), row.getLong(3));
      }
    }
    return counts;
  }

  /** The routing part of {@code /api/v1/stats}. */
  public static RoutingStats stats(Connection db) throws SQLException {
    Map<WorkItemState, Long> byState = new EnumMap<>(WorkItemState.class);
    Map<String, Long> byDesk = new TreeMap<>();
    byDesk(db)
        .forEach(
            (desk, states) ->
                states.forEach(
                    (state, items) -> {
                      byState.merge(state, items, Long::sum);
                      byDesk.merge(desk, items, Long::sum);
                    }));
    long total = byState.values().stream().mapToLong(Long::longValue).sum();
    return new RoutingStats(total, byState, byDesk, duplicates(db));
  }

  /** Open items by assignee of one desk, or of all when {@code desk} is null. */
  public static Map<String, Map<String, Long>> loads(Connection db, String desk)
      throws SQLException {
    Map<String, Map<String, Long>> loads = new HashMap<>();
    SqlFilter filter = new SqlFilter().equal("desk", desk).openAndAssigned();
    String sql =
        "SELECT desk, assignee, count(*) FROM routing.work_items"
            + filter.where()
            + " GROUP BY desk, assignee";
    try (PreparedStatement select = db.prepareStatement(sql)) {
      filter.bind(select);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          loads
              .computeIfAbsent(row.getString(1), d -> new TreeMap<>())
              .put(row.getString(2), row.getLong(3));
        }
      }
    }
    return loads;
  }

  /** Open items by desk and priority. */
  public static Map<String, Map<Priority, Long>> openByPriority(Connection db) throws SQLException {
    return byPriority(
        db,
        "SELECT desk, priority, count(*) FROM routing.work_items WHERE "
            + SqlFilter.OPEN
            + " GROUP BY desk, priority",
        select -> {});
  }

  /** Open items that these operators have on other desks than {@code desk}, by priority. */
  public static Map<String, Map<Priority, Long>> elsewhere(
      Connection db, String desk, Collection<String> operators) throws SQLException {
    return byPriority(
        db,
        "SELECT assignee, priority, count(*) FROM routing.work_items WHERE assignee = ANY (?)"
            + " AND desk <> ? AND "
            + SqlFilter.OPEN
            + " GROUP BY assignee, priority",
        select -> {
          select.setArray(1, db.createArrayOf("text", operators.toArray()));
          select.setString(2, desk);
        });
  }

  private interface Binding {
    void bind(PreparedStatement select) throws SQLException;
  }

  private static Map<String, Map<Priority, Long>> byPriority(
      Connection db, String sql, Binding binding) throws SQLException {
    Map<String, Map<Priority, Long>> counts = new HashMap<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      binding.bind(select);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          counts
              .computeIfAbsent(row.getString(1), key -> new EnumMap<>(Priority.class))
              .put(Priority.valueOf(row.getString(2)), row.getLong(3));
        }
      }
    }
    return counts;
  }

  private static long duplicates(Connection db) throws SQLException {
    try (PreparedStatement select =
            db.prepareStatement("SELECT coalesce(sum(records), 0) FROM routing.duplicate_counts");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
