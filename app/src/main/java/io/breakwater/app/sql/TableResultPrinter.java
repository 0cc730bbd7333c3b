package io.breakwater.app.sql;

import io.breakwater.flink.sql.SqlResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.types.Row;

/**
 * Columns for people. Rows wait for one another, so that the columns fit them; those of a query
 * without an end are printed as they come, and a column grows with what it has held.
 */
final class TableResultPrinter implements SqlResult {
  private static final int WAITING = 1_000;
  private static final int LEAST = 12;

  /** Attributes and the like may be long; they do not move the columns behind them further. */
  private static final int MOST = 60;

  private final PrintWriter out;
  private final boolean endless;
  private final List<List<String>> waiting = new ArrayList<>();
  private boolean changing;
  private int[] widths = {};
  private long rows;

  TableResultPrinter(PrintWriter out, boolean endless) {
    this.out = out;
    this.endless = endless;
  }

  @Override
  public void begin(List<String> columns, boolean changing) {
    this.changing = changing;
    this.rows = 0;
    this.widths = new int[columns.size() + (changing ? 1 : 0)];
    add("op", columns);
    if (endless) {
      for (int i = changing ? 1 : 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], LEAST);
      }
      print();
    }
  }

  @Override
  public void row(Row row) {
    add(row.getKind().shortString(), Cells.texts(row));
    rows++;
    if (endless || waiting.size() > WAITING) {
      print();
    }
  }

  @Override
  public void end() {
    print();
    out.println(rows == 1 ? "(1 row)" : "(%,d rows)".formatted(rows));
    out.flush();
  }

  private void add(String op, List<String> cells) {
    List<String> line = new ArrayList<>(changing ? List.of(op) : List.of());
    line.addAll(cells);
    for (int i = 0; i < line.size(); i++) {
      widths[i] = Math.max(widths[i], Math.min(line.get(i).length(), MOST));
    }
    waiting.add(line);
  }

  private void print() {
    for (List<String> line : waiting) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < line.size(); i++) {
        String cell = line.get(i);
        text.append(cell).append(" ".repeat(Math.max(0, widths[i] - cell.length()) + 2));
      }
      out.println(text.toString().stripTrailing());
    }
    waiting.clear();
    out.flush();
  }
}
