package io.breakwater.flink.sql;

import java.util.List;
import org.apache.flink.types.Row;

/** Where the rows go that a file of SQL prints. Called from one thread. */
public interface SqlResult {

  /**
   * A result begins.
   *
   * @param columns its column names
   * @param changing whether later rows may correct earlier ones: then the rows' kinds say how
   */
  void begin(List<String> columns, boolean changing);

  /** Its next row. */
  void row(Row row);

  /** There are no more rows, or nobody wants them any more. */
  void end();
}
