package io.breakwater.routing.read;

import io.breakwater.domain.desk.Needs;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.work.Approval;
import io.breakwater.domain.work.Link;
import io.breakwater.domain.work.WaitReason;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.routing.outbox.Position;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of {@code work_items}: a view, what the item asks of its operator, and the journal position
 * of its latest event.
 */
public record WorkItemRow(WorkItemView view, Needs needs, Position position) {

  /** What {@code work_item_positions} holds, in the order of {@link #COLUMNS}. */
  private static final Set<String> POSITION = Set.of("work_item_id", "tx", "ordering");

  private record Column(String name, String type, Function<WorkItemRow, Object> value) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("work_item_id", "text", r -> r.view.workItemId()),
          new Column("source_id", "text", r -> r.view.sourceId()),
          new Column("exception_id", "text", r -> r.view.exceptionId()),
          new Column("type", "text", r -> r.view.type()),
          new Column("severity", "text", r -> r.view.severity().name()),
          new Column("amount", "numeric", r -> r.view.amount()),
          new Column("currency", "text", r -> r.view.currency()),
          new Column("score", "integer", r -> r.view.score()),
          new Column("priority", "text", r -> r.view.priority().name()),
          new Column("desk", "text", r -> r.view.desk()),
          new Column("state", "text", r -> r.view.state().name()),
          new Column("assignee", "text", r -> r.view.assignee()),
          new Column("opened_at", "timestamptz", r -> timestamp(r.view.openedAt())),
          new Column("scored_at", "timestamptz", r -> timestamp(r.view.scoredAt())),
          new Column("raised_at", "timestamptz", r -> timestamp(r.view.raisedAt())),
          new Column("resolved_at", "timestamptz", r -> timestamp(r.view.resolvedAt())),
          new Column("changed_at", "timestamptz", r -> timestamp(r.view.changedAt())),
          new Column("resolution", "text", r -> r.view.resolution()),
          new Column("held_until", "timestamptz", r -> timestamp(r.view.heldUntil())),
          new Column("incident_id", "text", r -> r.view.incidentId()),
          new Column("members", "integer", r -> r.view.members()),
          new Column("absorbed_into", "text", r -> r.view.absorbedInto()),
          new Column("merged_into", "text", r -> r.view.mergedInto()),
          new Column("previous_desk", "text", r -> r.view.previousDesk()),
          new Column("waiting", "jsonb", r -> json(r.view.waiting())),
          new Column("snoozed_until", "timestamptz", r -> timestamp(r.view.snoozedUntil())),
          new Column("resumes_to", "text", r -> name(r.view.resumesTo())),
          new Column("escalations", "integer", r -> r.view.escalations()),
          new Column("tags", "jsonb", r -> json(r.view.tags())),
          new Column("links", "jsonb", r -> json(r.view.links())),
          new Column("approval", "jsonb", r -> json(r.view.approval())),
          new Column("approval_until", "timestamptz", r -> timestamp(approvalUntil(r.view))),
          new Column("trace_id", "text", r -> r.view.traceId()),
          new Column("version", "bigint", r -> r.view.version()),
          new Column("needs", "text", r -> NeedsText.of(r.needs)),
          new Column("tx", "xid8", r -> Long.toString(r.position.tx())),
          new Column("ordering", "bigint", r -> r.position.ordering()));

  /**
   * The column list of a SELECT whose rows {@link #read} takes. The text of tx has another name, so
   * that ORDER BY tx sorts by the number.
   */
  public static final String SELECT =
      COLUMNS.stream()
          .map(c -> c.type.equals("xid8") ? c.name + "::text AS tx_text" : c.name)
          .collect(Collectors.joining(", "));

  private static final String NAMES =
      COLUMNS.stream().map(Column::name).collect(Collectors.joining(", "));

  private static final String GIVEN =
      COLUMNS.stream()
          .map(c -> "?::" + c.type + "[]")
          .collect(Collectors.joining(", ", "unnest(", ")"));

  private static final String INSERT =
      "INSERT INTO routing.work_items (" + NAMES + ") SELECT * FROM " + GIVEN;

  private static final String UPDATE =
      "UPDATE routing.work_items AS old SET "
          + COLUMNS.stream()
              .skip(1)
              .map(c -> c.name + " = new." + c.name)
              .collect(Collectors.joining(", "))
          + " FROM "
          + GIVEN
          + " AS new ("
          + NAMES
          + ") WHERE old.work_item_id = new.work_item_id";

  private static final String MOVE =
      "INSERT INTO routing.work_item_positions"
          + " SELECT * FROM unnest(?::text[], ?::xid8[], ?::bigint[])"
          + " ON CONFLICT (work_item_id) DO UPDATE"
          + " SET last_tx = excluded.last_tx, last_ordering = excluded.last_ordering";

  /** Writes rows, one for each item: those of items that are there, and those that are not yet. */
  static void write(Connection db, List<WorkItemRow> there, List<WorkItemRow> made)
      throws SQLException {
    write(db, INSERT, COLUMNS, made);
    write(db, UPDATE, COLUMNS, there);
    List<WorkItemRow> all = Stream.concat(made.stream(), there.stream()).toList();
    write(db, MOVE, COLUMNS.stream().filter(c -> POSITION.contains(c.name)).toList(), all);
  }

  private static void write(Connection db, String sql, List<Column> columns, List<WorkItemRow> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement write = db.prepareStatement(sql)) {
      for (int c = 0; c < columns.size(); c++) {
        Column column = columns.get(c);
        Object[] values = rows.stream().map(column.value).toArray();
        boolean asText = column.type.equals("xid8") || column.type.equals("jsonb");
        write.setArray(c + 1, db.createArrayOf(asText ? "text" : column.type, values));
      }
      write.executeUpdate();
    }
  }

  /** Reads a row of {@code SELECT} {@link #SELECT}. */
  public static WorkItemRow read(ResultSet row) throws SQLException {
    return new WorkItemRow(
        new WorkItemView(
            row.getString("work_item_id"),
            row.getString("source_id"),
            row.getString("exception_id"),
            row.getString("type"),
            Severity.valueOf(row.getString("severity")),
            row.getBigDecimal("amount"),
            row.getString("currency"),
            row.getInt("score"),
            Priority.valueOf(row.getString("priority")),
            row.getString("desk"),
            WorkItemState.valueOf(row.getString("state")),
            row.getString("assignee"),
            instant(row, "opened_at"),
            instant(row, "scored_at"),
            instant(row, "raised_at"),
            instant(row, "resolved_at"),
            instant(row, "changed_at"),
            row.getString("resolution"),
            instant(row, "held_until"),
            row.getString("incident_id"),
            row.getObject("members", Integer.class),
            row.getString("absorbed_into"),
            row.getString("merged_into"),
            row.getString("previous_desk"),
            read(row.getString("waiting"), WaitReason.class),
            instant(row, "snoozed_until"),
            state(row.getString("resumes_to")),
            row.getInt("escalations"),
            List.of(read(row.getString("tags"), String[].class)),
            List.of(read(row.getString("links"), Link[].class)),
            read(row.getString("approval"), Approval.class),
            row.getString("trace_id"),
            row.getLong("version")),
        NeedsText.read(row.getString("needs")),
        new Position(Long.parseLong(row.getString("tx_text")), row.getLong("ordering")));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  private static String timestamp(Instant at) {
    return at == null ? null : at.toString();
  }

  private static String name(WorkItemState state) {
    return state == null ? null : state.name();
  }

  private static WorkItemState state(String name) {
    return name == null ? null : WorkItemState.valueOf(name);
  }

  private static Instant approvalUntil(WorkItemView item) {
    return item.approval() == null ? null : item.approval().expiresAt();
  }

  private static String json(Object value) {
    return value == null ? null : Json.text(value);
  }

  private static <T> T read(String json, Class<T> type) {
    return json == null ? null : Json.read(json.getBytes(StandardCharsets.UTF_8), type);
  }
}
