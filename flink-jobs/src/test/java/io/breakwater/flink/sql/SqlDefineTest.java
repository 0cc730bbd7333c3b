package io.breakwater.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakwater.domain.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found out of a file of SQL before anything runs; there is no broker here. */
class SqlDefineTest {
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final SqlSettings ENDLESS = settings(null, null, null);
  private static final SqlSettings BOUNDED = settings(null, NOON, null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 |  8 | Column 'foo' not found in any table | SELECT foo FROM scored
          1 | 15 | There is no table scord. Did you mean "scored"? | SELECT * FROM scord
          1 |  8 | "at" does not fit here. A name that is a reserved word needs backticks. | SELECT at FROM sla
          1 | 18 | The statement ends here, but it is not complete. | SELECT score FROM
          1 | 47 | Unknown identifier 'event_tim' | SELECT * FROM TUMBLE(TABLE scored, DESCRIPTOR(event_tim), INTERVAL '1' MINUTE)
          1 |  8 | Expression 'type' is not being grouped | SELECT type, COUNT(*) FROM scored
          1 |  1 | Non-query expression encountered in illegal context | SELEC 1
          1 | 25 | Column 'foo' not found in any table | CREATE VIEW v AS SELECT foo FROM scored
          1 | 51 | Could not find any factory for identifier 'kafak' | CREATE TABLE t (a INT) WITH ('connector'='kafak');INSERT INTO t SELECT 1
          1 |  1 | Table with identifier 'default_catalog.default_database.nix' does not exist. | DROP TABLE nix
          """)
  void wrongSqlIsASentenceWithItsPlace(int line, int column, String sentence, String sql) {
    assertFault(BOUNDED, "-- a comment; and\n\n" + sql + ";", line + 2, column, sentence);
  }

  @Test
  void theFaultOfALaterStatementHasItsPlaceInTheFile() {
    assertFault(
        BOUNDED,
        "SELECT 1;\nSELECT\n  foo FROM scored;\nSELECT 2;",
        3,
        3,
        "Column 'foo' not found");
  }

  @Test
  void onlyBreakwaterWritesItsTopics() {
    assertFault(
        BOUNDED,
        """
        CREATE TABLE t (a INT) WITH ('connector'='breakwater', 'topic'='work');
        INSERT INTO t SELECT 1;
        """,
        2,
        1,
        "Breakwater alone writes topic breakwater.work: choose another topic, or"
            + " breakwater.exceptions for events of your own.");
  }

  @Test
  void itsTopicsHaveOnlyTheirOwnColumns() {
    assertFault(
        BOUNDED,
        """
        CREATE TABLE t (a INT) WITH ('connector'='breakwater', 'topic'='work');
        SELECT * FROM t;
        """,
        2,
        1,
        "Topic breakwater.work is table work already: select from that.");
  }

  @Test
  void aTableWithOurConnectorNamesItsTopic() {
    assertFault(
        BOUNDED,
        "CREATE TABLE t (a INT) WITH ('connector'='breakwater'); INSERT INTO t SELECT 1;",
        1,
        57,
        "A table with 'connector' = 'breakwater' needs its topic: add 'topic' = '...'.");
  }

  @Test
  void nothingFollowsASelectWithoutEnd() {
    assertFault(
        ENDLESS,
        "SHOW TABLES; SELECT * FROM scored;\nSELECT * FROM work;",
        2,
        1,
        "A SELECT before this statement has no end.");
  }

  @Test
  void statementSetsMayBeGivenToo() {
    assertThat(
            SqlWorld.define(
                ENDLESS,
                """
                SET 'pipeline.name' = 'mine';
                CREATE TABLE t (a INT) WITH ('connector'='blackhole');
                EXECUTE STATEMENT SET BEGIN
                  INSERT INTO t SELECT score FROM scored; -- one;
                  INSERT INTO t SELECT run FROM sla;
                END;
                BEGIN STATEMENT SET;
                INSERT INTO t SELECT member_count FROM incidents;
                END;
                """))
        .isNotNull();
  }

  @Test
  void settingsComeThroughFlinksConfiguration() {
    for (SqlSettings settings :
        new SqlSettings[] {ENDLESS, BOUNDED, settings(NOON.minusSeconds(1), NOON, Duration.ZERO)}) {
      Configuration configuration = SqlRun.configuration(settings, 2);
      assertThat(SqlSettings.of(configuration)).isEqualTo(settings);
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(NOON, NOON, null))
        .withMessageContaining("--from 2026-03-31T12:00:00Z is not before --to");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(null, null, Duration.ofSeconds(-1)))
        .withMessageContaining("--out-of-orderness is PT-1S");
  }

  private static SqlSettings settings(Instant from, Instant to, Duration outOfOrderness) {
    return new SqlSettings(
        "127.0.0.1:1",
        Topics.DEFAULT,
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        Optional.ofNullable(outOfOrderness));
  }

  private static void assertFault(
      SqlSettings settings, String sql, int line, int column, String sentence) {
    assertThatExceptionOfType(SqlFault.class)
        .isThrownBy(() -> SqlWorld.define(settings, sql))
        .withMessageStartingWith(sentence)
        .satisfies(
            fault -> {
              assertThat(fault.line()).isEqualTo(line);
              assertThat(fault.column()).isEqualTo(column);
            });
  }
}
