package io.breakwater.flink.sql;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.types.Row;

/** Keeps what a run prints. */
final class Printed implements SqlResult {
  private final List<String> rows = new CopyOnWriteArrayList<>();
  private volatile List<String> columns = List.of();
  private volatile boolean changing;

  @Override
  public void begin(List<String> columns, boolean changing) {
    this.columns = columns;
    this.changing = changing;
  }

  @Override
  public void row(Row row) {
    // As +I[2026-03-31T12:00, ACME, 3]
    String text = row.toString();
    rows.add(changing ? text : text.substring("+I[".length(), text.length() - 1));
  }

  @Override
  public void end() {}

  List<String> rows() {
    return rows;
  }

  List<String> columns() {
    return columns;
  }
}
