package io.breakwater.routing.read;

import io.breakwater.domain.access.DeskScope;
import io.breakwater.routing.outbox.Position;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The conditions of a SELECT with their values; a null or empty value is no condition. */
final class SqlFilter {
  /** True of items that somebody still has to do something about; a partial index has it too. */
  static final String OPEN = "state NOT IN ('RESOLVED', 'CLOSED')";

  private final List<String> conditions = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  SqlFilter equal(String column, String value) {
    if (value != null) {
      conditions.add(column + " = ?");
      values.add(value);
    }
    return this;
  }

  SqlFilter in(String column, List<String> oneOf) {
    if (!oneOf.isEmpty()) {
      conditions.add(
          oneOf.stream().map(v -> "?").collect(Collectors.joining(", ", column + " IN (", ")")));
      values.addAll(oneOf);
    }
    return this;
  }

  /** Any of the columns contains the text, upper or lower case. */
  SqlFilter containing(List<String> columns, String text) {
    if (text != null) {
      conditions.add(
          columns.stream()
              .map(c -> "strpos(lower(" + c + "), lower(?)) > 0")
              .collect(Collectors.joining(" OR ", "(", ")")));
      columns.forEach(c -> values.add(text));
    }
    return this;
  }

  /** The sort key comes after {@code key}. */
  SqlFilter after(List<String> columns, boolean descending, List<String> key) {
    if (!key.isEmpty()) {
      String places = columns.stream().map(SqlFilter::place).collect(Collectors.joining(", "));
      conditions.add(
          "(%s) %s (%s)".formatted(String.join(", ", columns), descending ? "<" : ">", places));
      values.addAll(key);
    }
    return this;
  }

  /** Values are bound as text. */
  private static String place(String column) {
    return switch (column) {
      case "opened_at", "changed_at" -> "?::timestamptz";
      case "score" -> "?::integer";
      default -> "?";
    };
  }

  /** It has this tag. */
  SqlFilter tagged(String tag) {
    if (tag != null) {
      conditions.add("tags @> to_jsonb(?::text)");
      values.add(tag);
    }
    return this;
  }

  /** It has a link to this work item. */
  SqlFilter linkedTo(String workItemId) {
    if (workItemId != null) {
      conditions.add("links @> jsonb_build_array(jsonb_build_object('work_item_id', ?::text))");
      values.add(workItemId);
    }
    return this;
  }

  /** It is on one of these desks. */
  SqlFilter within(DeskScope desks) {
    return in("desk", List.copyOf(desks.names()));
  }

  /** It is on one of these desks, or was taken from one last. */
  SqlFilter ofDesks(DeskScope desks) {
    if (!desks.all()) {
      SqlFilter now = new SqlFilter().within(desks);
      SqlFilter before = new SqlFilter().in("previous_desk", List.copyOf(desks.names()));
      conditions.add("(%s OR %s)".formatted(now.conditions.get(0), before.conditions.get(0)));
      values.addAll(now.values);
      values.addAll(before.values);
    }
    return this;
  }

  /** For those joined with their positions. */
  SqlFilter afterPosition(Position position) {
    conditions.add("(last_tx, last_ordering) > (?::xid8, ?::bigint)");
    values.add(Long.toString(position.tx()));
    values.add(Long.toString(position.ordering()));
    return this;
  }

  SqlFilter openAndAssigned() {
    conditions.add("assignee IS NOT NULL AND " + OPEN);
    return this;
  }

  String where() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setString(i + 1, values.get(i));
    }
  }
}
