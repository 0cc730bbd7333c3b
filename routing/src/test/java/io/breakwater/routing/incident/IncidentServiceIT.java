package io.breakwater.routing.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.incident.IncidentMember;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.breakwater.platform.sql.Database;
import io.breakwater.platform.sql.DatabaseSettings;
import io.breakwater.routing.Asker;
import io.breakwater.routing.Servers;
import io.breakwater.routing.read.Blocking;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From topic {@code incidents} to the tables, the API and the report. */
class IncidentServiceIT {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final Topics topics = Servers.newTopics(2);
  private final HikariDataSource db =
      Database.open(new DatabaseSettings(Servers.newDatabase(), "postgres", "", 4));
  private Publisher publisher;
  private IncidentService service;

  @AfterAll
  static void stopSystem() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void startService() {
    Database.migrate(db, "routing");
    publisher = Publisher.connect(Servers.kafka().bootstrapServers(), Map.of());
    start();
  }

  @AfterEach
  void stopService() {
    service.close();
    publisher.close();
    db.close();
  }

  @Test
  void anIncidentIsShownWithItsMembersAndWhatHappenedToIt() throws Exception {
    publish(incident("a", Change.OPENED, 3, 30));
    publish(incident("a", Change.GREW, 5, 60));
    publish(incident("a", Change.CLOSED, 5, 60));
    awaitState("a", "CLOSED");
    JsonNode shown = get("/incidents/" + id("a"), 200);
    assertThat(shown.path("rule").asText()).isEqualTo("host-attack");
    assertThat(shown.path("key").asText()).isEqualTo("a");
    assertThat(shown.path("member_count").asInt()).isEqualTo(5);
    assertThat(shown.path("last_at").asText()).isEqualTo("2026-03-02T12:01:00Z");
    assertThat(shown.path("members").findValuesAsText("exception_id"))
        .containsExactly("a-0", "a-1", "a-2", "a-3", "a-4");
    assertThat(shown.path("changes").findValuesAsText("change"))
        .containsExactly("OPENED", "GREW", "CLOSED");
    assertThat(shown.path("top_attributes").path("host").asText()).isEqualTo("web-1");
    assertThat(shown.path("contributions").path(0).path("points").asInt()).isEqualTo(80);
    assertThat(shown.path("work_item_id").asText())
        .isEqualTo(Identity.workItemIdOfIncident(id("a")));
    assertThat(get("/incidents/none", 404).path("detail").asText()).contains("\"none\"");
  }

  @Test
  void repetitionsPoisonAndARestartChangeNothing() throws Exception {
    publish(incident("a", Change.OPENED, 3, 30));
    publish(incident("a", Change.GREW, 5, 60));
    publishRaw(null);
    publishRaw("{\"incident_id\":\"x\"}".getBytes(StandardCharsets.UTF_8));
    publishRaw(new byte[] {0, (byte) 0xff});
    publishRaw(
        Json.text(incident("b", Change.OPENED, 3, 30))
            .replace("2026-03-02T12:00:00Z", "-1000000000-01-01T00:00:00Z")
            .getBytes(StandardCharsets.UTF_8));
    awaitState("a", "OPEN");
    service.close();
    publish(incident("a", Change.CLOSED, 5, 60));
    start();
    awaitState("a", "CLOSED");
    publish(incident("a", Change.OPENED, 3, 30));
    publish(incident("a", Change.GREW, 5, 60));
    publish(incident("z", Change.OPENED, 3, 30));
    awaitState("z", "OPEN");
    publish(incident("a", Change.REVISED, 6, 70));
    awaitState("a", "OPEN");
    assertThat(get("/incidents/" + id("a"), 200).path("changes").findValuesAsText("change"))
        .containsExactly("OPENED", "GREW", "CLOSED", "REVISED");
    assertThat(service.problem()).isEmpty();
    assertThat(get("/incidents", 200).path("items")).hasSize(2);
  }

  @Test
  void aRevisionTakesAwayWhoIsNoMemberAnyMore() throws Exception {
    publish(incident("a", Change.OPENED, 5, 60));
    publish(incident("a", Change.REVISED, 3, 30));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(get("/incidents/" + id("a"), 200).path("members")).hasSize(3));
  }

  @Test
  void whatMergedIsFoundFromTheOneThatGoesOn() throws Exception {
    publish(incident("a", Change.OPENED, 3, 30));
    publish(incident("b", Change.OPENED, 3, 40));
    publish(merged("b", "a"));
    awaitState("b", "MERGED");
    assertThat(get("/incidents/" + id("b"), 200).path("merged_into").asText()).isEqualTo(id("a"));
    assertThat(get("/incidents/" + id("a"), 200).path("merged").path(0).asText())
        .isEqualTo(id("b"));
  }

  @Test
  void listsAreFilteredAndPagedNewestFirst() throws Exception {
    for (int i = 0; i < 5; i++) {
      publish(shifted("k" + i, Change.OPENED, Duration.ofHours(i)));
    }
    publish(shifted("k4", Change.CLOSED, Duration.ofHours(4)));
    awaitState("k4", "CLOSED");
    await().atMost(PATIENCE).until(() -> get("/incidents", 200).path("items").size() == 5);
    JsonNode first = get("/incidents?limit=3", 200);
    assertThat(first.path("items").findValuesAsText("key")).containsExactly("k4", "k3", "k2");
    assertThat(keys("?limit=3&cursor=" + first.path("next_cursor").asText()))
        .containsExactly("k1", "k0");
    assertThat(keys("?state=closed")).containsExactly("k4");
    assertThat(keys("?rule=host-attack&priority=p2")).hasSize(5);
    assertThat(keys("?rule=other")).isEmpty();
    assertThat(keys("?from=2026-03-02T14:00:00Z&to=2026-03-02T15:30:00Z"))
        .containsExactly("k3", "k2");
    assertThat(keys("?q=K3")).containsExactly("k3");
    assertThat(keys("?q=k1-2")).containsExactly("k1");
    assertThat(get("/incidents?state=lost", 400).path("detail").asText())
        .contains("open, closed, merged");
    assertThat(get("/incidents?limit=501", 400).path("detail").asText()).contains("1 to 500");
  }

  @Test
  void theReportSaysHowMuchWasCompressed() throws Exception {
    alerts(30, "2026-03-02T12:00:00Z", "P2", "NULL");
    alerts(10, "2026-03-03T12:00:00Z", "P3", "NULL");
    alerts(7, "2026-03-03T12:00:00Z", "P1", "5");
    publish(incident("a", Change.OPENED, 3, 30));
    publish(incident("b", Change.OPENED, 5, 40));
    publish(incident("b", Change.CLOSED, 5, 40));
    publish(incident("c", Change.OPENED, 3, 40));
    publish(merged("c", "a"));
    awaitState("a", "OPEN");
    awaitState("b", "CLOSED");
    awaitState("c", "MERGED");
    JsonNode report = get("/incidents/report", 200);
    assertThat(report.path("alerts").asLong()).isEqualTo(40);
    assertThat(report.path("incidents").asLong()).isEqualTo(2);
    assertThat(report.path("members").asLong()).isEqualTo(8);
    assertThat(report.path("ratio").asDouble()).isEqualTo(20);
    assertThat(report.path("open").asLong()).isEqualTo(1);
    assertThat(report.path("closed").asLong()).isEqualTo(1);
    assertThat(report.path("merged").asLong()).isEqualTo(1);
    assertThat(report.path("by_rule").path(0).path("ratio").asDouble()).isEqualTo(4);
    assertThat(Json.text(report.path("by_priority")))
        .isEqualTo(
            "[{\"priority\":\"P2\",\"alerts\":30,\"incidents\":2,\"members\":8,\"ratio\":15.0},"
                + "{\"priority\":\"P3\",\"alerts\":10,\"incidents\":0,\"members\":0}]");
    assertThat(report.path("by_day").findValuesAsText("day"))
        .containsExactly("2026-03-02", "2026-03-03");
    assertThat(get("/incidents/report?from=2026-03-03T00:00:00Z", 200).path("alerts").asLong())
        .isEqualTo(10);
  }

  private void start() {
    service =
        IncidentService.start(
            new IncidentSettings("incidents-" + topics.prefix(), 3, Duration.ofSeconds(1)),
            new ServiceContext(
                db,
                new Kafka(Servers.kafka().bootstrapServers(), topics, publisher),
                () -> null,
                Clock.systemUTC(),
                OpenTelemetry.noop()),
            new Blocking(db, ForkJoinPool.commonPool()));
  }

  private static String id(String key) {
    return Identity.hash128("incident", key);
  }

  private static IncidentEvent incident(String key, Change change, int members, int lastSeconds) {
    return event(key, change, members, NOON, NOON.plusSeconds(lastSeconds), null);
  }

  private static IncidentEvent shifted(String key, Change change, Duration by) {
    return event(key, change, 3, NOON.plus(by), NOON.plus(by).plusSeconds(60), null);
  }

  private static IncidentEvent merged(String key, String into) {
    return event(key, Change.MERGED, 3, NOON, NOON.plusSeconds(90), id(into));
  }

  private static IncidentEvent event(
      String key, Change change, int count, Instant first, Instant last, String mergedInto) {
    List<IncidentMember> members =
        IntStream.range(0, count)
            .mapToObj(
                i -> new IncidentMember("ids", key + "-" + i, Identity.hash128("event", key + i)))
            .toList();
    return new IncidentEvent(
        id(key),
        change,
        "host-attack",
        key,
        "ids.alert",
        Severity.HIGH,
        members,
        List.of(),
        count,
        first,
        last,
        Map.of("host", "web-1"),
        80,
        Priority.P2,
        List.of(new Contribution("base", "base", 80, null)),
        mergedInto,
        null,
        false,
        "soc@1",
        Identity.hash128("trace", key),
        last);
  }

  private void publish(IncidentEvent event) throws Exception {
    publish(event.incidentId(), Json.bytes(event));
  }

  private void publishRaw(byte[] value) throws Exception {
    publish("k", value);
  }

  private void publish(String key, byte[] value) throws Exception {
    publisher
        .publish(topics.incidents(), key, value, TraceContext.mintFrom(key))
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  /** Rows as the projection of work items writes them; {@code members} of an incident's own. */
  private void alerts(int count, String openedAt, String priority, String members)
      throws Exception {
    try (Connection connection = db.getConnection();
        Statement insert = connection.createStatement()) {
      insert.executeUpdate(
          """
          INSERT INTO routing.work_items (work_item_id, source_id, exception_id, type, severity,
            score, priority, desk, state, opened_at, changed_at, trace_id, version, tx, ordering,
            members)
          SELECT gen_random_uuid(), 'ids', n, 'ids.alert', 'HIGH', 50, '%s', 'soc', 'QUEUED',
            '%s'::timestamptz, now(), 't', 1, pg_current_xact_id(), n, %s
          FROM generate_series(1, %d) n"""
              .formatted(priority, openedAt, members, count));
    }
  }

  private void awaitState(String key, String state) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(body("/incidents/" + id(key)).path("state").asText()).isEqualTo(state));
  }

  private List<String> keys(String query) throws Exception {
    return get("/incidents" + query, 200).path("items").findValuesAsText("key");
  }

  private JsonNode body(String path) throws Exception {
    return Json.mapper().readTree(text(answer(path)));
  }

  private JsonNode get(String path, int status) throws Exception {
    HttpResponse response = answer(path);
    String body = text(response);
    assertThat(response.status().intValue()).as(body).isEqualTo(status);
    return Json.mapper().readTree(body);
  }

  private HttpResponse answer(String path) throws Exception {
    return Asker.ANYBODY
        .asks(service::routes)
        .handler(KIT.system())
        .apply(HttpRequest.GET(path))
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static String text(HttpResponse response) throws Exception {
    return response
        .entity()
        .toStrict(60_000, KIT.system())
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS)
        .getData()
        .utf8String();
  }
}
