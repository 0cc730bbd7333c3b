package io.breakwater.sla.quiet;

import static io.breakwater.sla.quiet.QuietWorld.START;
import static io.breakwater.sla.quiet.QuietWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.sla.WorkRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietIT {
  private static final String INHIBIT =
      """
      inhibit:
        - {name: down, source: event.type == "test.down", target: event.type.startsWith("test.")}
      """;

  @TempDir static Path dir;

  private static QuietWorld world;

  private final WorkRecords slow = new WorkRecords("slow", "test.slow");
  private final WorkRecords other = new WorkRecords("other", "test.other");
  private final WorkRecords down = new WorkRecords("down", "test.down");

  @BeforeAll
  static void start() {
    world = new QuietWorld(dir);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void reset() throws SQLException {
    world.reset("");
  }

  private static String silence(String when, String lasts) {
    return world
        .silences()
        .add(
            json(
                "{'when': 'WHEN', 'owner': 'ops', 'reason': 'release', 'for': '%s', 'by': 'ana'}"
                    .formatted(lasts)
                    .replace("WHEN", when.replace("\"", "\\\""))),
            null)
        .silence()
        .id();
  }

  @Test
  void aSilencedItemIsTimedAndNotPagedAndWhatStillWaitsIsToldOnceWhenTheSilenceIsOver()
      throws SQLException {
    String id = silence("event.type == \"test.slow\"", "PT7H");
    WorkRecords second = new WorkRecords("second", "test.slow");
    WorkRecords resolved = new WorkRecords("resolved", "test.slow");
    for (WorkRecords item : List.of(slow, second, resolved, other)) {
      world.take(item, item.opened(1, START));
    }
    world.take(resolved, resolved.resolved(2, START.plusSeconds(5)));

    assertThat(world.told(slow)).containsExactly("opened:1 SUPPRESSED silence " + id + ": release");
    assertThat(world.told(other)).containsExactly("opened:1 PENDING");
    assertThat(world.rows("SELECT exception_id || ' ' || outcome FROM sla.clocks ORDER BY 1"))
        .containsExactly("resolved MET", "second RUNNING", "slow RUNNING");

    world.pass(Duration.ofMinutes(6 * 60 + 30));
    world.ring(slow);
    assertThat(world.told(slow))
        .containsExactly(
            "opened:1 SUPPRESSED silence " + id + ": release",
            "slow/resolve/at-risk:1 SUPPRESSED silence " + id + ": release");
    world.look();
    assertThat(world.toldAfter()).isEmpty();

    world.pass(Duration.ofMinutes(30));
    world.look();
    world.look();
    assertThat(world.toldAfter())
        .containsExactly("PENDING [P2] 2 work items still open on desk triage after silence " + id);
    assertThat(world.rows("SELECT body FROM sla.notifications WHERE step LIKE 'after-quiet%'"))
        .containsExactly(
            "Their notifications were kept back: P2 test.slow second; P2 test.slow slow.");

    WorkRecords late = new WorkRecords("late", "test.slow");
    world.take(late, late.opened(1, world.now()));
    assertThat(world.told(late)).containsExactly("opened:1 PENDING");
  }

  @Test
  void aRestartAndARepeatedRecordChangeNothing() throws SQLException {
    String id = silence("true", "PT1H");
    world.take(slow, slow.opened(1, START));
    world.restart();
    world.take(slow, slow.opened(1, START));
    world.take(other, other.opened(1, START));

    assertThat(world.told(slow)).hasSize(1);
    assertThat(world.told(other))
        .containsExactly("opened:1 SUPPRESSED silence " + id + ": release");
    world.pass(Duration.ofHours(1));
    world.look();
    world.take(slow, slow.opened(1, START));
    world.look();
    assertThat(world.toldAfter()).hasSize(1);
  }

  @Test
  void aSilenceThatIsEndedEarlyLetsTheNextPageThrough() throws SQLException {
    String id = silence("true", "PT8H");
    world.take(slow, slow.opened(1, START));
    world.pass(Duration.ofMinutes(1));
    world.silences().end(id, json("{'by': 'bo'}"), 1);
    world.take(other, other.opened(1, world.now()));
    world.look();

    assertThat(world.told(other)).containsExactly("opened:1 PENDING");
    assertThat(world.toldAfter())
        .containsExactly(
            "PENDING [P2] test.slow slow still open on desk triage after silence " + id);
  }

  @Test
  void whatAnotherSilenceKeepsQuietGoesOnBeingKeptBack() throws SQLException {
    silence("true", "PT1H");
    world.take(slow, slow.opened(1, START));
    String second = silence("event.type == \"test.slow\"", "PT2H");
    world.pass(Duration.ofHours(1));
    world.look();
    assertThat(world.toldAfter()).isEmpty();
    world.pass(Duration.ofHours(1));
    world.look();
    assertThat(world.toldAfter()).hasSize(1).allMatch(told -> told.endsWith(second));
  }

  @Test
  void anItemWhoseResolutionCameBeforeItsOpeningIsNotToldOf() throws SQLException {
    silence("true", "PT1H");
    world.take(slow, slow.resolved(2, START.plusSeconds(5)));
    world.take(slow, slow.opened(1, START));
    world.pass(Duration.ofHours(1));
    world.look();

    assertThat(world.toldAfter()).isEmpty();
    assertThat(world.rows("SELECT DISTINCT told FROM sla.kept_back")).containsExactly("t");
  }

  @Test
  void aSilenceThatCannotBeReadOrJudgedDoesNotStopTheOthers() throws SQLException {
    silence("event.attributes.host == \"x\"", "PT1H");
    String good = silence("true", "PT1H");
    try (Connection c = world.db().getConnection();
        PreparedStatement insert =
            c.prepareStatement(
                "INSERT INTO quiet.silences VALUES ('sil_bad', '{not json', now(),"
                    + " '2030-01-01', now(), 1), ('sil_worse', '{\"id\":\"sil_worse\"}', now(),"
                    + " '2030-01-01', now(), 1)")) {
      insert.executeUpdate();
    }
    world.take(slow, slow.opened(1, START));

    assertThat(world.told(slow))
        .containsExactly("opened:1 SUPPRESSED silence " + good + ": release");
  }

  @Test
  void aRecurringSilenceIsQuietOnlyAtItsTimes() throws SQLException {
    world
        .silences()
        .add(
            json(
                "{'when': 'true', 'owner': 'ops', 'reason': 'batch', 'for': 'P7D', 'by': 'ana',"
                    + " 'recurrence': {'zone': 'UTC', 'on': ['MON-FRI'], 'at': '10:00',"
                    + " 'for': 'PT30M'}}"),
            null);
    world.take(slow, slow.opened(1, START));
    world.pass(Duration.ofMinutes(30));
    world.take(other, other.opened(1, world.now()));
    world.look();

    assertThat(world.told(slow).get(0)).contains("SUPPRESSED silence");
    assertThat(world.told(other)).containsExactly("opened:1 PENDING");
    assertThat(world.toldAfter()).hasSize(1);
  }

  @Test
  void aMaintenanceWindowOfThePolicyIsQuiet() throws SQLException {
    world.reset(
        """
        maintenance:
          - name: release
            when: event.type == "test.slow"
            recurrence: {zone: Europe/London, on: MON, at: "09:30", for: PT1H}
            owner: platform
            reason: weekly release
        """);
    world.take(slow, slow.opened(1, START));
    world.take(other, other.opened(1, START));

    assertThat(world.told(slow))
        .containsExactly("opened:1 SUPPRESSED maintenance release: weekly release");
    assertThat(world.told(other)).containsExactly("opened:1 PENDING");
    world.pass(Duration.ofMinutes(30));
    world.look();
    assertThat(world.toldAfter()).hasSize(1);
  }

  @Test
  void whileASourceIsOpenItsTargetsAreQuietOverARestartAndItselfIsNot() throws SQLException {
    world.reset(INHIBIT);
    world.take(other, other.opened(1, START));
    world.take(down, down.opened(1, START));
    world.restart();
    world.take(slow, slow.opened(1, START));

    assertThat(world.told(other)).containsExactly("opened:1 PENDING");
    assertThat(world.told(down)).containsExactly("opened:1 PENDING");
    assertThat(world.told(slow))
        .containsExactly("opened:1 SUPPRESSED inhibited by " + down.workItemId() + " (rule down)");
    world.look();
    assertThat(world.toldAfter()).isEmpty();

    world.take(down, down.resolved(2, START.plusSeconds(9)));
    world.look();
    assertThat(world.toldAfter())
        .containsExactly(
            "PENDING [P2] test.slow slow still open on desk triage after the inhibition by "
                + down.workItemId());
    WorkRecords late = new WorkRecords("late", "test.slow");
    world.take(late, late.opened(1, START));
    assertThat(world.told(late)).containsExactly("opened:1 PENDING");
  }

  @Test
  void aSourceWhoseResolutionCameFirstInhibitsNothing() throws SQLException {
    world.reset(INHIBIT);
    world.take(down, down.resolved(2, START.plusSeconds(9)));
    world.take(down, down.opened(1, START));
    world.take(slow, slow.opened(1, START));

    assertThat(world.told(slow)).containsExactly("opened:1 PENDING");
    assertThat(world.rows("SELECT work_item_id FROM quiet.sources")).isEmpty();
  }

  @Test
  void aNewPolicyLooksAtTheOpenItemsAnew() throws SQLException {
    world.take(down, down.opened(1, START));
    world.pass(Duration.ofSeconds(1));
    world.publish("2", INHIBIT);
    world.tick();
    world.take(slow, slow.opened(1, world.now()));
    assertThat(world.told(slow).get(0)).contains("SUPPRESSED inhibited by");

    world.pass(Duration.ofSeconds(1));
    world.publish("3", "");
    world.tick();
    world.look();
    assertThat(world.rows("SELECT work_item_id FROM quiet.sources")).isEmpty();
    assertThat(world.toldAfter()).hasSize(1);
  }

  @Test
  void aPreviewCountsWhatWouldHaveBeenQuiet() throws SQLException {
    for (int i = 0; i < 37; i++) {
      WorkRecords item = new WorkRecords("n" + i, "test.slow");
      world.take(item, item.opened(1, world.now()));
      world.pass(Duration.ofSeconds(10));
    }
    world.take(other, other.opened(1, world.now()));
    world.pass(Duration.ofHours(1));

    SilencePreview preview =
        world.silences().preview(json("{'when': 'event.type == \\\"test.slow\\\"'}"));
    assertThat(preview.items()).isEqualTo(37);
    assertThat(preview.notifications()).isEqualTo(37);
    assertThat(preview.byDesk()).containsExactly(java.util.Map.entry("triage", 37L));
    assertThat(preview.examples()).hasSize(10).contains(new WorkRecords("n36", "x").workItemId());
    assertThat(preview.examined()).isEqualTo(38);
    assertThat(preview.complete()).isTrue();

    assertThat(
            world
                .silences()
                .preview(
                    json(
                        "{'when': 'true', 'recurrence': {'zone': 'UTC', 'on': 'MON',"
                            + " 'at': '10:00', 'for': 'PT1M'}}"))
                .items())
        .isEqualTo(6);
    assertThat(world.silences().preview(json("{'when': 'true', 'within': 'PT30M'}")).items())
        .isZero();
  }
}
