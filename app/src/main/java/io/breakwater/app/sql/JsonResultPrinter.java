package io.breakwater.app.sql;

import io.breakwater.domain.json.Json;
import io.breakwater.flink.sql.SqlResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.Row;

/** One JSON object a row. */
final class JsonResultPrinter implements SqlResult {
  private final PrintWriter out;
  private boolean changing;

  JsonResultPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(List<String> columns, boolean changing) {
    this.changing = changing;
  }

  @Override
  public void row(Row row) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (changing) {
      object.put("op", row.getKind().shortString());
    }
    object.putAll(Cells.fields(row));
    out.println(Json.text(object));
    out.flush();
  }

  @Override
  public void end() {}
}
