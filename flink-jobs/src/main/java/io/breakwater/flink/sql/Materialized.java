package io.breakwater.flink.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

/** The rows that are left of a changing result when it has ended. */
final class Materialized {
  private final Map<Row, Integer> times = new LinkedHashMap<>();

  /** Takes the next change. */
  void apply(Row change) {
    boolean removed =
        change.getKind() == RowKind.DELETE || change.getKind() == RowKind.UPDATE_BEFORE;
    Row row = Row.copy(change);
    row.setKind(RowKind.INSERT);
    times.merge(row, removed ? -1 : 1, (a, b) -> a + b == 0 ? null : a + b);
  }

  /** Gives every row as often as it is there. */
  void forEach(Consumer<Row> rows) {
    times.forEach(
        (row, count) -> {
          for (int i = 0; i < count; i++) {
            rows.accept(row);
          }
        });
  }
}
