package io.breakwater.sla.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import akka.stream.Materializer;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.Target;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport.Revision;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.sla.Asker;
import io.breakwater.sla.SlaWorld;
import io.breakwater.sla.SlaWorld.Monitor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportIT {
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @TempDir static Path dir;

  private static SlaWorld world;
  private static Monitor monitor;
  private static Route route;

  @BeforeAll
  static void start() {
    world = SlaWorld.start(dir);
    monitor = world.monitor();
    route = Asker.ANYBODY.asks(() -> monitor.service().routes());
  }

  @AfterAll
  static void stop() {
    monitor.close();
    world.close();
  }

  @Test
  void theLastRecordOfAnIdHoldsAndAgainIsTheSame() throws Exception {
    for (int again = 0; again < 2; again++) {
      publish(outcome("upsert", 1, null, Revision.ON_TIME));
      publish(outcome("upsert", 1, NOON.plusSeconds(30), Revision.REVISED));
    }
    publish(outcome("upsert", 2, null, Revision.ON_TIME));
    List<JsonNode> lines = eventually("desk=upsert&as_of=2026-03-31T13:00:00Z", 2);
    assertThat(lines)
        .extracting(line -> line.at("/outcome").asText() + line.at("/revised").asBoolean())
        .containsExactly("METtrue", "BREACHEDfalse");
  }

  @Test
  void theReportIsAsOfAnyInstant() throws Exception {
    publish(outcome("as of", 1, NOON.plusSeconds(90), Revision.ON_TIME));
    eventually("desk=as%20of", 1);
    assertThat(lines("desk=as%20of&as_of=2026-03-31T12:00:00Z").get(0).at("/outcome").asText())
        .isEqualTo("RUNNING");
    JsonNode open = lines("desk=as%20of&as_of=2026-03-31T12:01:01Z").get(0);
    assertThat(open.at("/outcome").asText()).isEqualTo("BREACHED");
    assertThat(open.has("stopped_at")).isFalse();
    assertThat(lines("desk=as%20of&as_of=2026-03-31T11:00:00Z")).isEmpty();
    JsonNode desks = Json.mapper().readTree(answer("/sla/report/desks?desk=as%20of", 200));
    assertThat(desks.get(0).at("/breached").asInt()).isEqualTo(1);
    assertThat(desks.get(0).at("/compliance").asDouble()).isZero();
  }

  @Test
  void pagesAndTheCsvHaveEveryLineOnce() throws Exception {
    for (int i = 1; i <= 7; i++) {
      publish(outcome("pages", i, null, Revision.ON_TIME));
    }
    eventually("desk=pages", 7);
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          Json.mapper().readTree(answer("/sla/report?desk=pages&limit=3" + cursor, 200));
      page.at("/items").forEach(line -> ids.add(line.at("/exception_id").asText()));
      cursor = page.has("next_cursor") ? "&cursor=" + page.at("/next_cursor").asText() : null;
    } while (cursor != null);
    assertThat(ids).containsExactly("E-1", "E-2", "E-3", "E-4", "E-5", "E-6", "E-7");

    String csv = answer("/sla/report?format=csv&desk=pages&as_of=2026-03-31T12:00:30Z", 200);
    assertThat(csv.lines().toList())
        .hasSize(8)
        .startsWith(
            "source_id,exception_id,work_item_id,sla,target,desk,opened_at,deadline,stopped_at,outcome",
            "bank,E-1,00000000000000000000000000000001,standard,RESOLVE,pages,"
                + "2026-03-31T12:00:01Z,2026-03-31T12:01:00Z,,RUNNING");
  }

  @Test
  void aCancelledClockIsNotInTheReport() throws Exception {
    publish(outcome("cancelled", 1, null, Revision.ON_TIME));
    eventually("desk=cancelled", 1);
    SlaOutcome running = outcome("cancelled", 1, null, Revision.ON_TIME);
    publish(with(running, Outcome.CANCELLED));
    eventually("desk=cancelled", 0);
  }

  @Test
  void windowsAreListedLatestFirst() throws Exception {
    for (int hour = 1; hour <= 3; hour++) {
      SlaWindow window =
          new SlaWindow(
              "0000000000000000000000000000000" + hour,
              "windows",
              "standard",
              NOON.plusSeconds(3600L * hour),
              NOON.plusSeconds(3600L * (hour + 1)),
              Duration.ofHours(1),
              Duration.ofHours(1),
              hour,
              0,
              0,
              0,
              0,
              null,
              null,
              null,
              hour,
              Revision.ON_TIME);
      world.publish(SlaWorld.TOPICS.slaReport(), window.key(), Json.bytes(window), TRACE);
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              String page = answer("/sla/windows?desk=windows&limit=2", 200);
              assertThat(Json.mapper().readTree(page).at("/items"))
                  .extracting(window -> window.at("/opened").asInt())
                  .containsExactly(3, 2);
            });
  }

  @Test
  void whatIsNoReportBecomesADeadLetterAndTheOthersGoOn() throws Exception {
    String topic = SlaWorld.TOPICS.slaReport();
    world.publish(
        topic, "poison", "{\"type\":\"outcome\"}".getBytes(StandardCharsets.UTF_8), TRACE);
    world.publish(topic, "poison", "nonsense".getBytes(StandardCharsets.UTF_8), TRACE);
    publish(outcome("poison", 1, null, Revision.ON_TIME));
    eventually("desk=poison", 1);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(world.records(SlaWorld.TOPICS.deadLetters()))
                    .extracting(record -> Json.read(record.value(), DeadLetter.class).code())
                    .filteredOn("not-an-sla-report"::equals)
                    .hasSize(2));
  }

  @Test
  void wrongParametersAreRefusedByName() throws Exception {
    assertThat(answer("/sla/report?as_of=yesterday", 400)).contains("as_of is");
    assertThat(answer("/sla/report?format=xml", 400)).contains("format is");
    assertThat(answer("/sla/report?limit=0", 400)).contains("limit is");
    assertThat(answer("/sla/report?cursor=x", 400)).contains("cursor");
  }

  private static List<JsonNode> eventually(String query, int size) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> lines(query), lines -> lines.size() == size);
  }

  private static List<JsonNode> lines(String query) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    Json.mapper().readTree(answer("/sla/report?" + query, 200)).at("/items").forEach(lines::add);
    return lines;
  }

  private static String answer(String path, int status) throws Exception {
    HttpResponse response =
        route
            .handler(monitor.kit().system())
            .apply(HttpRequest.GET(path))
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    String body =
        response
            .entity()
            .toStrict(60_000, Materializer.matFromSystem(monitor.kit().system()))
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS)
            .getData()
            .utf8String();
    assertThat(response.status().intValue()).as(body).isEqualTo(status);
    return body;
  }

  private static void publish(SlaOutcome outcome) {
    world.publish(SlaWorld.TOPICS.slaReport(), outcome.key(), Json.bytes(outcome), TRACE);
  }

  /** Opened after so many seconds, due at one minute past noon. */
  private static SlaOutcome outcome(String desk, int number, Instant stoppedAt, Revision revision) {
    String workItemId = "0000000000000000000000000000000" + number;
    return new SlaOutcome(
        SlaOutcome.id(workItemId, desk, Target.RESOLVE, 1),
        workItemId,
        "bank",
        "E-" + number,
        "standard",
        Target.RESOLVE,
        1,
        desk,
        desk.equals("as of") ? NOON : NOON.plusSeconds(number),
        NOON.plusSeconds(60),
        stoppedAt,
        stoppedAt == null ? Outcome.RUNNING : Outcome.MET,
        NOON.plusSeconds(2),
        revision,
        TRACE);
  }

  private static SlaOutcome with(SlaOutcome o, Outcome outcome) {
    return new SlaOutcome(
        o.id(),
        o.workItemId(),
        o.sourceId(),
        o.exceptionId(),
        o.sla(),
        o.target(),
        o.run(),
        o.desk(),
        o.openedAt(),
        o.deadline(),
        o.stoppedAt(),
        outcome,
        o.asOf(),
        o.revision(),
        o.traceId());
  }
}
