package io.breakwater.app.sql;

import io.breakwater.flink.sql.SqlResult;
import java.io.PrintWriter;

/** How {@code ./breakwater sql} prints rows. */
public enum ResultFormat {
  /** For people. */
  TABLE,
  /** RFC 4180, with a header. */
  CSV,
  /** One object a line. */
  JSON;

  /**
   * What prints in this format. Where later rows may correct earlier ones, {@code op} says how.
   *
   * @param endless whether the rows come one by one, for as long as somebody looks
   */
  public SqlResult printer(PrintWriter out, boolean endless) {
    return switch (this) {
      case TABLE -> new TableResultPrinter(out, endless);
      case CSV -> new CsvResultPrinter(out);
      case JSON -> new JsonResultPrinter(out);
    };
  }
}
