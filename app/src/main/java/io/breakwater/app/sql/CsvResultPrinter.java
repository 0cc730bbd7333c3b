package io.breakwater.app.sql;

import io.breakwater.flink.sql.SqlResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.flink.types.Row;

/** A header and one line a row. */
final class CsvResultPrinter implements SqlResult {
  private final PrintWriter out;
  private boolean changing;

  CsvResultPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(List<String> columns, boolean changing) {
    this.changing = changing;
    print("op", columns);
  }

  @Override
  public void row(Row row) {
    print(row.getKind().shortString(), Cells.texts(row));
  }

  @Override
  public void end() {}

  private void print(String op, List<String> cells) {
    List<String> line = new ArrayList<>(changing ? List.of(op) : List.of());
    line.addAll(cells);
    try {
      CSVFormat.RFC4180.printRecord(out, line.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.flush();
  }
}
