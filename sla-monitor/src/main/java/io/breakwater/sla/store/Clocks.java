package io.breakwater.sla.store;

import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.SlaClock;
import io.breakwater.domain.sla.Target;
import io.breakwater.sla.clocks.Item;
import io.breakwater.sla.clocks.TimerQueue.Timer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The clocks in table {@code sla.clocks}, which is also where the timers survive. */
public final class Clocks {
  private Clocks() {}

  private record Row(Item item, SlaClock clock) {}

  private static final String COLUMNS =
      "work_item_id, sla, target, run, source_id, exception_id, desk, priority, opened_at,"
          + " at_risk_at, deadline, stopped_at, first_seen_at, outcome, spoken, next_due,"
          + " next_live";

  /** The clocks of one item and what they count for in {@code sla.partitions}. */
  record OfItem(List<SlaClock> clocks, Counters counted) {
    static final OfItem NONE = new OfItem(List.of(), Counters.ZERO);

    OfItem with(SlaClock clock, Outcome stored) {
      List<SlaClock> more = new ArrayList<>(clocks);
      more.add(clock);
      return new OfItem(more, counted.plus(stored, 1));
    }
  }

  static Map<String, OfItem> load(Connection db, Collection<String> ids) throws SQLException {
    String sql =
        """
        SELECT work_item_id, sla, target, run, opened_at, at_risk_at, deadline, stopped_at,
               first_seen_at, outcome, spoken
        FROM sla.clocks WHERE work_item_id = ANY (?) ORDER BY run, sla, target
        """;
    Map<String, OfItem> clocks = new HashMap<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      select.setArray(1, db.createArrayOf("text", ids.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Outcome stored = Outcome.valueOf(row.getString("outcome"));
          SlaClock clock = clock(row, stored);
          clocks.compute(
              row.getString("work_item_id"),
              (id, known) -> (known == null ? OfItem.NONE : known).with(clock, stored));
        }
      }
    }
    return clocks;
  }

  /** Stores all clocks of these items. */
  public static void save(Connection db, int partition, List<Item> items, Instant asOf)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    for (Item item : items) {
      item.clocks().forEach(clock -> rows.add(new Row(item, clock)));
    }
    if (rows.isEmpty()) {
      return;
    }
    String sql =
        "INSERT INTO sla.clocks (partition, "
            + COLUMNS
            + ") SELECT ?, * FROM unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::text[],"
            + " ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[],"
            + " ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::smallint[],"
            + " ?::timestamptz[], ?::bool[])"
            + """
             ON CONFLICT (work_item_id, sla, target, run) DO UPDATE SET
              desk = EXCLUDED.desk, priority = EXCLUDED.priority,
              opened_at = EXCLUDED.opened_at, at_risk_at = EXCLUDED.at_risk_at,
              deadline = EXCLUDED.deadline, stopped_at = EXCLUDED.stopped_at,
              outcome = EXCLUDED.outcome, spoken = EXCLUDED.spoken,
              next_due = EXCLUDED.next_due, next_live = EXCLUDED.next_live
            """;
    try (PreparedStatement upsert = db.prepareStatement(sql)) {
      upsert.setInt(1, partition);
      new Rows<>(db, upsert, rows, 2)
          .text(row -> row.item().state().workItemId())
          .text(row -> row.clock().sla())
          .text(row -> row.clock().target().name())
          .number("int4", row -> row.clock().run())
          .text(row -> row.item().state().event().sourceId())
          .text(row -> row.item().state().event().exceptionId())
          .text(row -> row.item().state().desk())
          .text(row -> row.item().state().priority().name())
          .instant(row -> row.clock().openedAt())
          .instant(row -> row.clock().atRiskAt())
          .instant(row -> row.clock().deadline())
          .instant(row -> row.clock().stoppedAt())
          .instant(row -> row.clock().firstSeenAt())
          .text(row -> row.clock().outcome(asOf).name())
          .number("int2", row -> Steps.pack(row.clock().spoken()))
          .instant(row -> row.clock().nextDue().orElse(null))
          .bool(row -> !row.clock().isHistory(row.clock().deadline()));
      upsert.executeUpdate();
    }
  }

  /** Live timers of a partition due from {@code from} to before {@code to}, by time. */
  public static List<Timer> timers(
      Connection db, int partition, Instant from, Instant to, int limit) throws SQLException {
    String sql =
        """
        SELECT next_due, work_item_id FROM sla.clocks
        WHERE partition = ? AND next_live AND next_due IS NOT NULL
          AND next_due >= ? AND next_due < ?
        ORDER BY next_due LIMIT ?
        """;
    try (PreparedStatement select = db.prepareStatement(sql)) {
      select.setInt(1, partition);
      select.setObject(2, timestamp(from));
      select.setObject(3, timestamp(to));
      select.setInt(4, limit);
      List<Timer> timers = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          timers.add(new Timer(instant(row, "next_due"), row.getString("work_item_id")));
        }
      }
      return timers;
    }
  }

  /** Work items with a step that was past when first seen and lies before {@code horizon}. */
  public static List<String> history(Connection db, int partition, Instant horizon, int limit)
      throws SQLException {
    String sql =
        """
        SELECT work_item_id FROM sla.clocks
        WHERE partition = ? AND NOT next_live AND next_due IS NOT NULL AND next_due < ?
        ORDER BY next_due LIMIT ?
        """;
    try (PreparedStatement select = db.prepareStatement(sql)) {
      select.setInt(1, partition);
      select.setObject(2, timestamp(horizon));
      select.setInt(3, limit);
      List<String> ids = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString(1));
        }
      }
      return ids;
    }
  }

  private static SlaClock clock(ResultSet row, Outcome stored) throws SQLException {
    return new SlaClock(
        row.getString("sla"),
        Target.valueOf(row.getString("target")),
        row.getInt("run"),
        instant(row, "opened_at"),
        instant(row, "at_risk_at"),
        instant(row, "deadline"),
        instant(row, "stopped_at"),
        instant(row, "first_seen_at"),
        stored == Outcome.CANCELLED,
        Steps.unpack(row.getInt("spoken")));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  /** Times outside what PostgreSQL holds mean "the beginning" and "the end". */
  static OffsetDateTime timestamp(Instant instant) {
    Instant earliest = Instant.parse("0001-01-01T00:00:00Z");
    Instant latest = Instant.parse("9999-12-31T00:00:00Z");
    Instant bounded =
        instant.isBefore(earliest) ? earliest : instant.isAfter(latest) ? latest : instant;
    return bounded.atOffset(ZoneOffset.UTC);
  }
}
