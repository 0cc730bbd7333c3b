package io.breakwater.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.sla.SlaEvent;
import io.breakwater.domain.sla.SlaEvent.Step;
import io.breakwater.domain.sla.Target;
import io.breakwater.sla.SlaWorld.Monitor;
import io.breakwater.sla.store.Counters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlaServiceIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant LONG_AGO = Instant.parse("2011-03-01T12:00:00Z");

  @TempDir static Path dir;

  private static SlaWorld world;
  private static Monitor monitor;

  @BeforeAll
  static void start() {
    world = SlaWorld.start(dir);
    monitor = world.monitor();
    eventually(() -> monitor.service().notReady().isEmpty());
  }

  @AfterAll
  static void stop() {
    monitor.close();
    world.close();
  }

  @Test
  void aClockSpeaksAtItsTimesAndThePagesCarryTheTrace() throws Exception {
    WorkRecords item = new WorkRecords("speaks", "test.quick");
    world.publish(item.opened(1, Instant.now()));
    eventually(() -> steps(item, Target.RESOLVE).contains(Step.BREACHED));
    assertThat(steps(item, Target.ACKNOWLEDGE))
        .containsExactly(Step.STARTED, Step.AT_RISK, Step.BREACHED);
    assertThat(steps(item, Target.RESOLVE))
        .containsExactly(Step.STARTED, Step.AT_RISK, Step.BREACHED);
    assertThat(world.slaEvents(item.workItemId()))
        .allMatch(event -> event.live() && event.traceId().equals(item.traceId()))
        .extracting(SlaEvent::id)
        .doesNotHaveDuplicates();
    assertThat(notifications(item))
        .containsExactlyInAnyOrder(
            "opened:1 SENT",
            "quick/acknowledge/at-risk:1 SENT",
            "quick/acknowledge/breached:1 SENT",
            "quick/resolve/at-risk:1 SENT",
            "quick/resolve/breached:1 SENT");

    world.publish(item.resolved(2, Instant.now()));
    eventually(() -> steps(item, Target.RESOLVE).contains(Step.STOPPED_LATE));
  }

  @Test
  void stoppingInTimeIsMet() throws Exception {
    Counters before = counters();
    WorkRecords item = new WorkRecords("in time", "test.slow");
    Instant now = Instant.now();
    world.publish(item.opened(1, now));
    eventually(() -> counters().running() == before.running() + 1);
    world.publish(item.resolved(2, now.plusSeconds(5)));
    eventually(() -> steps(item, Target.RESOLVE).contains(Step.MET));
    assertThat(counters())
        .isEqualTo(new Counters(before.running(), before.met() + 1, before.breached()));
  }

  @Test
  void acknowledgingStopsOnlyTheClockThatWaitsForIt() {
    WorkRecords item = new WorkRecords("acknowledged", "test.quick");
    Instant now = Instant.now();
    world.publish(item.opened(1, now));
    world.publish(item.acknowledged(2, now.plusMillis(10)));
    eventually(() -> steps(item, Target.RESOLVE).contains(Step.BREACHED));
    assertThat(steps(item, Target.ACKNOWLEDGE)).containsExactly(Step.STARTED, Step.MET);
  }

  @Test
  void underASteadyFlowWhatIsPublishedLeavesTheOutbox() {
    ScheduledExecutorService flow = Executors.newSingleThreadScheduledExecutor();
    AtomicInteger sent = new AtomicInteger();
    try {
      flow.scheduleAtFixedRate(
          () ->
              world.publish(
                  new WorkRecords("flow-" + sent.incrementAndGet(), "test.slow")
                      .opened(1, Instant.now())),
          0,
          20,
          TimeUnit.MILLISECONDS);
      eventually(() -> sent.get() > 200);
      eventually(() -> count("SELECT count(*) FROM sla.outbox") < 50);
    } finally {
      flow.shutdownNow();
    }
  }

  @Test
  void whatWaitsForItsIncidentPagesNobodyAndOnceReleasedItsOpeningIsToldOnce() throws Exception {
    WorkRecords item = new WorkRecords("held", "test.quick");
    Instant now = Instant.now();
    world.publish(item.held(1, now));
    eventually(() -> steps(item, Target.RESOLVE).contains(Step.BREACHED));
    assertThat(notifications(item))
        .containsExactlyInAnyOrder(
            "quick/acknowledge/at-risk:1 SUPPRESSED",
            "quick/acknowledge/breached:1 SUPPRESSED",
            "quick/resolve/at-risk:1 SUPPRESSED",
            "quick/resolve/breached:1 SUPPRESSED");

    world.publish(item.released(2, Instant.now()));
    world.publish(item.released(2, Instant.now()));
    eventually(() -> seen(item) == 2);
    assertThat(notifications(item))
        .filteredOn(n -> !n.endsWith(" SUPPRESSED"))
        .singleElement()
        .asString()
        .startsWith("opened:2 ");
  }

  @Test
  void whatItsIncidentAbsorbedHasNoClocksAndPagesNobody() throws Exception {
    Counters before = counters();
    WorkRecords item = new WorkRecords("absorbed", "test.slow");
    Instant now = Instant.now();
    world.publish(item.held(1, now));
    eventually(() -> steps(item, Target.RESOLVE).contains(Step.STARTED));
    world.publish(item.absorbed(2, now.plusSeconds(1)));
    eventually(() -> steps(item, Target.RESOLVE).contains(Step.CANCELLED));

    assertThat(steps(item, Target.RESOLVE)).containsExactly(Step.STARTED, Step.CANCELLED);
    assertThat(counters()).isEqualTo(before);
    assertThat(notifications(item)).isEmpty();
  }

  @Test
  void whatUpstreamResolvesWhileItWaitsPagesNobody() throws Exception {
    WorkRecords item = new WorkRecords("held and resolved", "test.slow");
    Instant now = Instant.now();
    world.publish(item.held(1, now));
    world.publish(item.resolved(2, now.plusSeconds(1)));
    eventually(() -> steps(item, Target.RESOLVE).contains(Step.MET));

    assertThat(notifications(item)).isEmpty();
  }

  @Test
  void historyIsRecordedAndPagesNobody() throws Exception {
    Counters before = counters();
    WorkRecords item = new WorkRecords("history", "test.slow");
    world.publish(item.opened(1, LONG_AGO));
    eventually(() -> counters().breached() == before.breached() + 1);
    eventually(() -> steps(item, Target.RESOLVE).contains(Step.BREACHED));
    assertThat(world.slaEvents(item.workItemId())).noneMatch(SlaEvent::live);
    assertThat(notifications(item)).isNotEmpty().allMatch(n -> n.endsWith(" SUPPRESSED"));
  }

  @Test
  void aResolvedThatOvertookItsRaisedStopsTheClockThatTheRaisedStarts() {
    WorkRecords item = new WorkRecords("overtaken", "test.slow");
    world.publish(item.openedAsResolved(1, LONG_AGO.plusSeconds(60)));
    world.publish(item.raisedLate(2, LONG_AGO));
    eventually(() -> steps(item, Target.RESOLVE).contains(Step.MET));
    assertThat(steps(item, Target.RESOLVE)).containsExactly(Step.STARTED, Step.MET);
    assertThat(world.slaEvents(item.workItemId()))
        .allMatch(event -> event.openedAt().equals(LONG_AGO));
  }

  @Test
  void duplicatesAndRecordsOutOfOrderChangeNothing() {
    WorkRecords item = new WorkRecords("disorder", "test.slow");
    Instant now = Instant.now();
    world.publish(item.resolved(2, now.plusSeconds(1)));
    world.publish(item.opened(1, now));
    world.publish(item.opened(1, now));
    world.publish(item.resolved(2, now.plusSeconds(1)));
    WorkRecords after = new WorkRecords("disorder", "test.slow");
    eventually(() -> steps(item, Target.RESOLVE).contains(Step.MET));
    world.publish(after.acknowledged(3, now.plusSeconds(2)));
    eventually(() -> seen(item) == 3);
    assertThat(steps(item, Target.RESOLVE)).containsExactly(Step.STARTED, Step.MET);
  }

  @Test
  void aPoisonRecordBecomesADeadLetterAndWhatFollowsIsTakenIn() {
    WorkRecords item = new WorkRecords("after poison", "test.slow");
    byte[] poison = "{\"work_item_id\": 7, \"event\":".getBytes(StandardCharsets.UTF_8);
    world.publish(item.workItemId(), poison, item.traceId());
    world.publish(item.opened(1, Instant.now()));
    eventually(() -> steps(item, Target.RESOLVE).contains(Step.STARTED));
    assertThat(
            world.records(SlaWorld.TOPICS.deadLetters()).stream()
                .map(record -> Json.read(record.value(), DeadLetter.class)))
        .anySatisfy(
            letter -> {
              assertThat(letter.code()).isEqualTo("not-a-work-record");
              assertThat(letter.trace().traceId()).isEqualTo(item.traceId());
              assertThat(letter.origin().topic()).isEqualTo(SlaWorld.TOPICS.work());
            });
  }

  static void eventually(BooleanSupplier condition) {
    await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(condition::getAsBoolean);
  }

  private static List<Step> steps(WorkRecords item, Target target) {
    return world.slaEvents(item.workItemId()).stream()
        .filter(event -> event.target() == target)
        .map(SlaEvent::step)
        .toList();
  }

  private static Counters counters() {
    return monitor.service().stats().toCompletableFuture().join().sla();
  }

  private static List<String> notifications(WorkRecords item) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = world.db().getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT step, status FROM sla.notifications WHERE work_item_id = ?")) {
      select.setString(1, item.workItemId());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1) + " " + row.getString(2));
        }
      }
    }
    return found;
  }

  private static int count(String sql) {
    try (Connection connection = world.db().getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int seen(WorkRecords item) {
    try (Connection connection = world.db().getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT state::json->'seen'->>'up_to' FROM sla.items WHERE work_item_id = ?")) {
      select.setString(1, item.workItemId());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
