package io.breakwater.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.app.Breakwater;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sql} says where no broker is needed. */
class SqlCommandTest {
  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void wrongSqlIsOneSentenceWithItsPlaceAndWrongUsage() throws IOException {
    assertThat(run("-- nothing\nSELECT foo\nFROM scored;", "--to", "now")).isEqualTo(2);
    assertThat(err.toString())
        .contains("query.sql: line 2, column 8: Column 'foo' not found in any table");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void aTimeThatIsNoneIsOneSentence() throws IOException {
    assertThat(run("SELECT 1;", "--from", "yesterday")).isEqualTo(2);
    assertThat(err.toString()).contains("--from yesterday is no time: give one such as");
  }

  @Test
  void aRangeWithoutAnInstantIsOneSentence() throws IOException {
    assertThat(run("SELECT 1;", "--from", "now", "--to", "1h")).isEqualTo(2);
    assertThat(err.toString()).contains("is not before --to");
  }

  @Test
  void tablesAsJson() throws IOException {
    assertThat(run("SHOW TABLES;", "--format", "json")).isZero();
    assertThat(out.toString().lines()).contains("{\"table name\":\"scored\"}");
  }

  private int run(String sql, String... options) throws IOException {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "sql";
    arguments[1] = Files.writeString(dir.resolve("query.sql"), sql).toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Breakwater.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
