package io.breakwater.flink.sql;

import static io.breakwater.flink.sql.SqlWorld.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlRunIT {
  private static final Instant END = NOON.plus(Duration.ofDays(1));

  private static final String PER_MINUTE =
      """
      SELECT window_start, type, COUNT(*) AS n
      FROM TUMBLE(TABLE exceptions, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)
      GROUP BY window_start, window_end, type;
      """;

  @TempDir static Path directory;

  private static SqlWorld world;

  @BeforeAll
  static void start() {
    world = new SqlWorld(directory);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void whatCannotBeReadIsLeftOutAndCounted() {
    Topics topics = world.topics("poison");
    History past = new History(world, topics);
    past.raw("a", "FAIL;20260331;ACME");
    past.raw("E-1", Kind.RAISED, "settlement.fail", "PT1S");
    past.raw("b", "{\"exception_id\":\"E-2\"}");
    past.scored("S-1", "ACME", 50, "PT1S");
    world.send(topics.scored(), "c", "{}");

    SqlRun run =
        SqlWorld.define(
            world.between(topics, NOON, END),
            "SELECT exception_id FROM exceptions; SELECT exception_id FROM scored;");
    Printed printed = new Printed();
    run.run(printed);

    assertThat(printed.rows()).containsExactly("E-1", "S-1");
    assertThat(run.unreadable()).isEqualTo(Map.of("exceptions", 2L, "scored", 1L));
  }

  @Test
  void theOrderOfArrivalDoesNotChangeTheAnswer() {
    Random random = new Random(1);
    List<String> answer = null;
    for (int run = 0; run < 3; run++) {
      Topics topics = world.topics("order" + run);
      History past = new History(world, topics);
      List<Integer> seconds = new ArrayList<>();
      for (int second = 0; second < 300; second += 7) {
        seconds.add(second);
      }
      Collections.shuffle(seconds, random);
      seconds.forEach(s -> past.raw("E-" + s, Kind.RAISED, "t.t", "PT" + s + "S"));

      List<String> rows =
          SqlWorld.run(world.between(topics, NOON, END), PER_MINUTE).rows().stream()
              .sorted()
              .toList();
      assertThat(rows).hasSize(5);
      assertThat(answer == null ? rows : answer).isEqualTo(rows);
      answer = rows;
    }
  }

  @Test
  void fromCountsAndToDoesNot() {
    Topics topics = world.topics("range");
    History past = new History(world, topics);
    for (String at : List.of("-PT0.001S", "PT0S", "PT1S", "PT2S")) {
      past.raw("E" + at, Kind.RAISED, "t.t", at);
    }
    assertThat(
            SqlWorld.run(
                    world.between(topics, NOON, NOON.plusSeconds(2)),
                    "SELECT exception_id FROM exceptions ORDER BY exception_id DESC;")
                .rows())
        .containsExactly("EPT1S", "EPT0S");
  }

  @Test
  void cloudEventsAreExceptionsTooAndNestedValuesCanBeReached() {
    Topics topics = world.topics("nested");
    History past = new History(world, topics);
    past.raw(
        "E-1",
        """
        {"specversion":"1.0","id":"1","source":"ledger","type":"settlement.fail",
         "time":"2026-03-31T12:00:00Z","data":{"exception_id":"E-1"}}""");
    past.scored("S-1", "ACME", 50, "PT1S");

    assertThat(
            SqlWorld.run(
                    world.between(topics, NOON, END),
                    """
                    SELECT source_id, severity FROM exceptions;
                    SELECT attributes['counterparty'], contributions[1].points, features['rate'],
                           origin.`offset`, amount
                    FROM scored;
                    """)
                .rows())
        .containsExactly("ledger, MEDIUM", "ACME, 50.0, 3.5, 1, 1250000.000000000000000000");
  }

  @Test
  void aTableJoinedAsItWasThen() {
    Topics topics = world.topics("temporal");
    History past = new History(world, topics);
    past.opened("W-1", "settlements", 50, "PT1S");
    past.work("W-1", 2, "reopened", "payments", "PT1H");
    past.sla("W-1", "AT_RISK", "PT30M");
    past.sla("W-1", "BREACHED", "PT2H");

    assertThat(
            SqlWorld.run(
                    world.between(topics, NOON, END),
                    """
                    CREATE TEMPORARY VIEW desks AS
                    SELECT exception_id, desk, event_time FROM (
                      SELECT *, ROW_NUMBER() OVER (
                          PARTITION BY exception_id ORDER BY event_time DESC) AS newest
                      FROM (SELECT cause.event.exception_id AS exception_id, desk, event_time
                            FROM work))
                    WHERE newest = 1;
                    SELECT sla.step, desks.desk
                    FROM sla JOIN desks FOR SYSTEM_TIME AS OF sla.event_time
                      ON sla.exception_id = desks.exception_id;
                    """)
                .rows())
        .containsExactlyInAnyOrder("AT_RISK, settlements", "BREACHED, payments");
  }

  @Test
  void whatIsInsertedIsThereForTheSelectBehindIt() {
    Topics topics = world.topics("insert");
    History past = new History(world, topics);
    past.scored("S-1", "ACME", 95, "PT1S");
    past.scored("S-2", "ACME", 20, "PT2S");

    Printed printed =
        SqlWorld.run(
            world.between(topics, NOON, END),
            """
            CREATE TABLE raised (
              exception_id STRING, source_id STRING, type STRING, occurred_at TIMESTAMP_LTZ(3)
            ) WITH ('connector' = 'breakwater', 'topic' = 'exceptions');
            CREATE TABLE best (counterparty STRING PRIMARY KEY NOT ENFORCED, score INT)
              WITH ('connector' = 'breakwater', 'topic' = 'best');
            INSERT INTO raised
              SELECT 'H-' || exception_id, 'sql', 'score.high', event_time
              FROM scored WHERE score > 90;
            INSERT INTO best
              SELECT attributes['counterparty'], MAX(score) FROM scored
              GROUP BY attributes['counterparty'];
            SELECT exception_id, type, event_time FROM exceptions;
            SELECT * FROM best;
            """);

    assertThat(printed.rows())
        .containsExactly("H-S-1, score.high, 2026-03-31T12:00:01Z", "ACME, 95");
    assertThat(world.latest(topics.prefix() + "best"))
        .isEqualTo(Map.of("ACME", "{\"counterparty\":\"ACME\",\"score\":95}"));
  }

  @Test
  void aQueryWithoutEndPrintsEachChangeUntilItIsStopped() {
    Topics topics = world.topics("endless");
    History past = new History(world, topics);
    past.raw("a", "not JSON");
    past.raw("E-1", Kind.RAISED, "t.t", "PT1S");
    EndlessRun run =
        new EndlessRun(
            world.endless(topics), "SELECT type, COUNT(*) AS n FROM exceptions GROUP BY type;");

    run.awaitRow("+I[t.t, 1]");
    past.raw("E-2", Kind.RAISED, "t.t", "PT2S");
    run.awaitRow("+U[t.t, 2]");

    run.awaitUnreadable(Map.of("exceptions", 1L));
    run.stop();
  }

  @Test
  void windowsOfAQueryWithoutEndCloseByEventTimeAlsoWhereAPartitionIsQuiet() {
    Topics topics = world.topics("windows");
    History past = new History(world, topics);
    past.raw("E-1", "not JSON, and no reason to believe that it is now");
    past.raw("E-1", Kind.RAISED, "t.t", "PT30S");
    past.raw("E-1", Kind.RAISED, "t.t", "PT1M10S");
    EndlessRun run = new EndlessRun(world.endless(topics), PER_MINUTE);

    run.awaitRow("2026-03-31T12:00, t.t, 1");
    // Within the out-of-orderness, and after the window before its own has been told.
    past.raw("E-2", Kind.RAISED, "t.t", "PT1M20S");
    past.raw("E-3", Kind.RAISED, "t.t", "PT1M17S");
    past.raw("E-2", Kind.RAISED, "t.t", "PT2M10S");
    run.awaitRow("2026-03-31T12:01, t.t, 3");

    run.stop();
  }

  @Test
  void theLastRowOfAKeyByEventTime() {
    Topics topics = world.topics("newest");
    History past = new History(world, topics);
    past.raw("E-1", Kind.RAISED, "t.first", "PT1S");
    past.raw("E-1", Kind.UPDATED, "t.last", "PT3S");
    past.raw("E-1", Kind.UPDATED, "t.second", "PT2S");

    assertThat(SqlWorld.run(world.between(topics, NOON, END), newestBy("event_time")).rows())
        .containsExactly("E-1, t.last");
  }

  @Test
  void whatFlinkCorrectsWithoutSayingWhichIsRefusedRatherThanPrinted() {
    Topics topics = world.topics("unsaid");
    History past = new History(world, topics);
    past.raw("E-1", Kind.RAISED, "t.first", "PT1S");
    past.raw("E-1", Kind.UPDATED, "t.last", "PT3S");

    assertThatThrownBy(
            () -> SqlWorld.run(world.between(topics, NOON, END), newestBy("exception_id, type")))
        .isInstanceOf(SqlFailure.class)
        .hasMessageContaining("LAST_VALUE");
  }

  private static String newestBy(String order) {
    return """
        SELECT exception_id, type FROM (
          SELECT *, ROW_NUMBER() OVER (PARTITION BY exception_id ORDER BY %s DESC) AS newest
          FROM exceptions)
        WHERE newest = 1;"""
        .formatted(order);
  }

  @Test
  void aMissingTopicIsASentence() {
    assertThatExceptionOfType(SqlFailure.class)
        .isThrownBy(
            () ->
                SqlWorld.run(
                    world.between(new Topics("nowhere."), NOON, END), "SELECT * FROM scored;"))
        .withMessageContaining("nowhere.scored");
  }

  @Test
  void aBrokerThatIsNotThereIsASentence() {
    SqlSettings away =
        new SqlSettings(
            "127.0.0.1:1", Topics.DEFAULT, Optional.empty(), Optional.of(END), Optional.empty());
    assertThatExceptionOfType(SqlFailure.class)
        .isThrownBy(() -> SqlWorld.run(away, "SELECT * FROM scored;"))
        .withMessageContaining("Kafka at 127.0.0.1:1 cannot be used (--bootstrap)");
  }
}
