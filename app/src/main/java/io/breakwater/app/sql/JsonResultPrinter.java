package io.breakwater.app.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.domain.json.Json;
import io.breakwater.flink.sql.SqlResult;
import java.io.PrintWriter;
import java.util.List;
import org.apache.flink.types.Row;

/** One JSON object a row. */
final class JsonResultPrinter implements SqlResult {
  private final PrintWriter out;
  private List<String> columns = List.of();
  private boolean changing;

  JsonResultPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(List<String> columns, boolean changing) {
    this.columns = columns;
    this.changing = changing;
  }

  @Override
  public void row(Row row) {
    ObjectNode object = Json.mapper().createObjectNode();
    if (changing) {
      object.put("op", row.getKind().shortString());
    }
    out.println(Json.text(object.setAll(Cells.object(columns, row))));
    out.flush();
  }

  @Override
  public void end() {}
}
