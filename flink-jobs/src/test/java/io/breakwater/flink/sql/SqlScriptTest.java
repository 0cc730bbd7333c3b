package io.breakwater.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

  @Test
  void semicolonsCutStatements() {
    assertThat(statements("SELECT 1; SELECT 2;\nSELECT 3"))
        .containsExactly("SELECT 1;", "SELECT 2;", "SELECT 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b';",
        "SELECT 'it''s; so';",
        "SELECT `a;b` FROM t;",
        "SELECT 1 -- one; two\n;",
        "SELECT 1 // one; two\n;",
        "SELECT /* one; ' two */ 1;",
        "SELECT 'never ended; SELECT 2;",
        "SELECT 1 /* never ended; SELECT 2;"
      })
  void semicolonsInQuotesAndCommentsDoNot(String sql) {
    assertThat(statements(sql)).containsExactly(sql);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t", "-- nothing", "/* nothing; */", ";;", "-- it's nothing\n;"})
  void whatHoldsNoStatementHasNone(String sql) {
    assertThat(statements(sql)).isEmpty();
  }

  @Test
  void aStatementKeepsItsPlaceInTheFile() {
    SqlScript script = SqlScript.of("SELECT 1;\n\n-- the second\n  SELECT\n2;");
    SqlScript.Piece second = script.pieces().get(1);
    assertThat(script.line(second)).isEqualTo(4);
    assertThat(script.column(second)).isEqualTo(3);
    assertThat(script.statement(second, second).lines().toList().subList(3, 5))
        .containsExactly("  SELECT", "2;");
  }

  @Test
  void theFirstStatementStandsAtTheBeginning() {
    SqlScript script = SqlScript.of("SELECT 1;");
    assertThat(script.line(script.pieces().get(0))).isEqualTo(1);
    assertThat(script.column(script.pieces().get(0))).isEqualTo(1);
  }

  private static List<String> statements(String sql) {
    SqlScript script = SqlScript.of(sql);
    return script.pieces().stream().map(piece -> script.statement(piece, piece).strip()).toList();
  }
}
