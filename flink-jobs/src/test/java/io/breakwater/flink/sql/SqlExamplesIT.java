package io.breakwater.flink.sql;

import static io.breakwater.flink.sql.SqlWorld.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of examples/sql say of one small history. */
class SqlExamplesIT {
  private static final Path EXAMPLES = Path.of("..", "examples", "sql");

  @TempDir static Path directory;

  private static SqlWorld world;
  private static Topics topics;

  @BeforeAll
  static void start() {
    world = new SqlWorld(directory);
    topics = world.topics("examples");
    History past = new History(world, topics);
    past.raw("E-1", Kind.RESOLVED, "settlement.fail", "PT5M10S");
    past.raw("E-2", Kind.RAISED, "settlement.fail", "PT50S");
    past.raw("E-3", Kind.RAISED, "payment.late", "PT1M5S");
    past.raw("E-0", Kind.RAISED, "settlement.fail", "-PT1M");
    past.raw("E-1", Kind.RAISED, "settlement.fail", "PT10S");
    past.raw("E-1", Kind.RAISED, "settlement.fail", "PT10S");

    past.scored("S-3", "ACME", 60, "PT40S");
    past.scored("S-1", "ACME", 90, "PT0S");
    past.scored("S-2", "ACME", 50, "PT20S");
    past.scored("S-4", "ACME", 99, "PT2M");
    past.scored("S-5", "BETA", 10, "PT0S");
    past.scored("S-6", "BETA", 10, "PT1S");

    past.opened("W-1", "settlements", 50, "PT30S");
    past.opened("W-2", "settlements", 90, "PT40S");
    past.opened("W-3", "payments", 40, "PT2H");
    past.work("W-1", 2, "resolved", "settlements", "PT1H");
    past.work("W-2", 2, "resolved", "settlements", "PT1H");
    past.work("W-1", 3, "reopened", "settlements", "PT1H10M");
    past.work("W-1", 4, "assigned", "settlements", "PT1H15M");
    past.work("W-1", 5, "resolved", "settlements", "PT1H20M");
    past.work("W-1", 6, "reopened", "settlements", "PT1H30M");

    past.incident("I-1", "PT1M", "E-1", "E-2");
    past.incident("I-2", "PT1M", "E-3");
    past.sla("E-1", "BREACHED", "PT30M");
    past.sla("E-1", "BREACHED", "PT30M");
    past.sla("E-2", "BREACHED", "PT1H");
    past.sla("E-3", "MET", "PT1H");
    past.sla("E-9", "BREACHED", "PT1H");

    past.slaWindow("settlements", 3, 0, "ON_TIME");
    past.slaOutcome("W-1", "PT2H");
    past.slaWindow("payments", 1, 1, "ON_TIME");
    past.slaWindow("settlements", 3, 1, "REVISED");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void ratePerType() throws IOException {
    assertThat(example("rate-per-type"))
        .containsExactlyInAnyOrder(
            "2026-03-31T12:00, settlement.fail, 2", "2026-03-31T12:01, payment.late, 1");
  }

  @Test
  void scoreP95PerDesk() throws IOException {
    assertThat(example("score-p95-per-desk"))
        .hasSize(10)
        .contains(
            "2026-03-31T12:01, settlements, 2, 88.0",
            "2026-03-31T12:05, settlements, 2, 88.0",
            "2026-03-31T14:01, payments, 1, 40.0",
            "2026-03-31T14:05, payments, 1, 40.0");
  }

  @Test
  void burstsPerCounterparty() throws IOException {
    assertThat(example("bursts-per-counterparty")).containsExactly("ACME, 2026-03-31T12:00, 3, 90");
  }

  @Test
  void timeToResolve() throws IOException {
    assertThat(example("time-to-resolve")).containsExactly("bank-1, E-1, settlement.fail, 300");
  }

  @Test
  void flapping() throws IOException {
    assertThat(example("flapping"))
        .containsExactly("W-1, settlements, 2026-03-31T13:00:00Z, 2026-03-31T13:30:00Z");
  }

  @Test
  void breachesInIncidents() throws IOException {
    assertThat(example("breaches-in-incidents"))
        .containsExactly(History.hex("I-1") + ", by-market, P1, RESOLVE, 2");
  }

  @Test
  void compliancePerDesk() throws IOException {
    assertThat(example("compliance-per-desk"))
        .containsExactlyInAnyOrder(
            "2026-03-31T12:00:00Z, 2026-03-31T13:00:00Z, settlements, standard, 4, 3, 1, 0.75, 1",
            "2026-03-31T12:00:00Z, 2026-03-31T13:00:00Z, payments, standard, 4, 1, 1, 0.5, 1");
  }

  @Test
  void daySoFar() throws IOException {
    assertThat(example("day-so-far")).isEmpty();
    assertThat(world.latest(topics.prefix() + "desk-day").values())
        .containsExactlyInAnyOrder(
            """
            {"day":"2026-03-31","desk":"settlements","as_of":"2026-04-01T00:00:00","opened":2}""",
            """
            {"day":"2026-03-31","desk":"payments","as_of":"2026-04-01T00:00:00","opened":1}""");
  }

  private static List<String> example(String name) throws IOException {
    return SqlWorld.run(
            world.between(topics, NOON, NOON.plus(Duration.ofDays(1))),
            Files.readString(EXAMPLES.resolve(name + ".sql")))
        .rows();
  }
}
