package io.breakwater.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.flink.sql.SqlResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

class ResultFormatTest {
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  private final StringWriter text = new StringWriter();

  @Test
  void theColumnsOfATableFitTheirRows() {
    print(ResultFormat.TABLE, false, false);
    assertThat(text.toString().lines())
        .containsExactly(
            "at                    who              amount   attributes",
            "2026-03-31T12:00:00Z  a \"b\", c         2500000  {\"market\":\"XETR\"}",
            "                      somebody longer  0.5",
            "(2 rows)");
  }

  @Test
  void aTableWithoutEndPrintsEachRowAtOnce() {
    SqlResult result = ResultFormat.TABLE.printer(new PrintWriter(text), true);
    result.begin(List.of("n"), true);
    result.row(Row.ofKind(RowKind.UPDATE_AFTER, 7));
    assertThat(text.toString().lines()).containsExactly("op  n", "+U  7");
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    print(ResultFormat.CSV, false, false);
    assertThat(text.toString().lines())
        .containsExactly(
            "at,who,amount,attributes",
            "2026-03-31T12:00:00Z,\"a \"\"b\"\", c\",2500000,\"{\"\"market\"\":\"\"XETR\"\"}\"",
            "\"\",somebody longer,0.5,");
  }

  @Test
  void jsonIsOneObjectALine() {
    print(ResultFormat.JSON, false, true);
    assertThat(text.toString().lines())
        .containsExactly(
            "{\"op\":\"+I\",\"at\":\"2026-03-31T12:00:00Z\",\"who\":\"a \\\"b\\\", c\","
                + "\"amount\":2500000,\"attributes\":{\"market\":\"XETR\"}}",
            "{\"op\":\"+I\",\"at\":null,\"who\":\"somebody longer\",\"amount\":0.5,"
                + "\"attributes\":null}");
  }

  private void print(ResultFormat format, boolean endless, boolean changing) {
    SqlResult result = format.printer(new PrintWriter(text), endless);
    result.begin(List.of("at", "who", "amount", "attributes"), changing);
    result.row(
        Row.of(
            NOON,
            "a \"b\", c",
            new BigDecimal("2500000.000000000000000000"),
            Map.of("market", "XETR")));
    result.row(Row.of(null, "somebody longer", new BigDecimal("0.500000000000000000"), null));
    result.end();
  }
}
