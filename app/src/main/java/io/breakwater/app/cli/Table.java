package io.breakwater.app.cli;

import java.io.PrintWriter;
import java.util.List;

/** Rows under headings, each column as wide as its widest value. */
final class Table {
  private Table() {}

  /** Prints them; every row has a value for each heading. The last column is not padded. */
  static void print(List<String> headings, List<List<String>> rows, PrintWriter out) {
    int[] widths = headings.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    line(headings, widths, out);
    rows.forEach(row -> line(row, widths, out));
  }

  private static void line(List<String> values, int[] widths, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(values.get(i));
      if (i + 1 < widths.length) {
        line.append(" ".repeat(widths[i] - values.get(i).length() + 2));
      }
    }
    out.println(line.toString().stripTrailing());
  }
}
