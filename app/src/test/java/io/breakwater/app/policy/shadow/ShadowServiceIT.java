package io.breakwater.app.policy.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.app.node.OpenApi;
import io.breakwater.contract.ApiContract;
import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.Role;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.routing.DeskLoads;
import io.breakwater.domain.routing.Moment;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.Problems;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.breakwater.platform.sql.Database;
import io.breakwater.platform.sql.DatabaseSettings;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A candidate beside production, from topic {@code scored} to the report. */
class ShadowServiceIT {
  private static final ApiContract CONTRACT =
      ApiContract.of(OpenApi.document().tree()).below("/api/v1");

  private static final Access ANA = Access.of(Caller.local("ana"), Role.ADMIN);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final String YAML =
      """
      policy: bank
      version: "1"
      effective_from: 2026-01-01T00:00:00Z
      scoring: {base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 80}, priorities: {P1: 80, P2: 60, P3: 25}}
      desks: {triage: {assignment: pull}, fx: {assignment: pull}, busy: {assignment: pull}}
      routing:
        default_desk: triage
        branches:
          - {name: fx, when: event.type == "fx.fail", desk: fx}
      """;
  private static final String CANDIDATE =
      YAML.replace("version: \"1\"", "version: \"2\"")
          .replace("HIGH: 55", "HIGH: 85")
          .replace(
              "  branches:\n",
              "  branches:\n    - {name: wire, when: event.type == \"wire.fail\", desk: fx}\n");

  private static final ActorTestKit KIT = ActorTestKit.create();

  @TempDir static Path dir;

  private static EmbeddedKafka kafka;
  private static EmbeddedPostgres postgres;

  private final PolicyTimeline production = PolicyTimeline.EMPTY.with(PolicyParser.parse(YAML));
  private HikariDataSource db;
  private Publisher publisher;
  private Topics topics;
  private ShadowService service;
  private long offset;

  @BeforeAll
  static void startServers() {
    kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
    postgres = EmbeddedPostgres.start(dir.resolve("postgres"), 0);
  }

  @AfterAll
  static void stopServers() {
    KIT.shutdownTestKit();
    kafka.close();
    postgres.close();
  }

  @BeforeEach
  void start(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    topics = new Topics(name + ".");
    kafka.createTopics(2, topics.scored());
    postgres.createDatabase(name);
    db = Database.open(new DatabaseSettings(postgres.jdbcUrl(name), "postgres", "", 4));
    publisher = Publisher.connect(kafka.bootstrapServers(), Map.of());
    service = service();
  }

  @AfterEach
  void stop() {
    service.stop().toCompletableFuture().join();
    publisher.close();
    db.close();
  }

  private ShadowService service() {
    return ShadowService.start(
        new ServiceContext(
            db,
            new Kafka(kafka.bootstrapServers(), topics, publisher),
            () -> production,
            CLOCK,
            OpenTelemetry.noop()),
        Optional.of(DeskLoads.NONE),
        Runnable::run);
  }

  @Test
  void onlyWhatDiffersFromItsStartOnIsKept() throws Exception {
    publish("early", "wire.fail", Kind.RAISED, Severity.LOW);
    JsonNode started =
        ask(HttpRequest.POST("/policies/shadow"), Map.of("policy", CANDIDATE, "by", "ana"), 200);
    assertThat(started.path("candidate").asText()).isEqualTo("bank@2");
    assertThat(started.path("started_by").asText()).isEqualTo("ana");

    publish("same", "fx.fail", Kind.RAISED, Severity.LOW);
    publish("moved", "wire.fail", Kind.RAISED, Severity.LOW);
    publish("moved", "wire.fail", Kind.RESOLVED, Severity.LOW);
    publish("urgent", "fx.fail", Kind.UPDATED, Severity.HIGH);
    publisher.publish(
        topics.scored(), "poison", "no JSON".getBytes(StandardCharsets.UTF_8), List.of());

    JsonNode report = awaitSeen(3);
    assertThat(report.path("differing").asInt()).isEqualTo(2);
    assertThat(report.path("moved").asInt()).isEqualTo(1);
    assertThat(report.path("reprioritised").asInt()).isEqualTo(1);
    assertThat(report.path("failed").asInt()).isZero();
    assertThat(report.path("desks").toString())
        .isEqualTo("[{\"before\":\"triage\",\"after\":\"fx\",\"events\":1}]");
    assertThat(report.path("priorities").toString())
        .isEqualTo("[{\"before\":\"P3\",\"after\":\"P1\",\"events\":1}]");
    assertThat(report.path("differences").findValuesAsText("exception_id"))
        .containsExactlyInAnyOrder("moved", "urgent");
  }

  @Test
  void itGoesOnAfterARestartUntilItIsStopped() throws Exception {
    ask(HttpRequest.POST("/policies/shadow"), Map.of("policy", CANDIDATE), 200);
    publish("a", "wire.fail", Kind.RAISED, Severity.LOW);
    awaitSeen(1);

    service.stop().toCompletableFuture().join();
    publish("b", "wire.fail", Kind.RAISED, Severity.LOW);
    service = service();
    awaitSeen(2);

    assertThat(
            ask(HttpRequest.POST("/policies/shadow"), Map.of("version", "bank@1"), 409)
                .path("detail")
                .asText())
        .contains("one at a time");
    JsonNode stopped = ask(HttpRequest.DELETE("/policies/shadow"), null, 200);
    assertThat(stopped.path("stopped_at").asText()).isNotEmpty();
    assertThat(stopped.path("moved").asInt()).isEqualTo(2);
    assertThat(ask(HttpRequest.DELETE("/policies/shadow"), null, 409).path("detail").asText())
        .isEqualTo("No candidate runs beside production.");

    ask(HttpRequest.POST("/policies/shadow"), Map.of("version", "bank@1"), 200);
    publish("c", "wire.fail", Kind.RAISED, Severity.LOW);
    JsonNode same = awaitSeen(1);
    assertThat(same.path("candidate").asText()).isEqualTo("bank@1");
    assertThat(same.path("differing").asInt()).isZero();
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    assertThat(ask(HttpRequest.GET("/policies/shadow"), null, 404).path("detail").asText())
        .contains("No candidate ever ran");
    assertThat(ask(HttpRequest.POST("/policies/shadow"), Map.of(), 400).path("detail").asText())
        .startsWith("Give either policy");
    assertThat(
            ask(HttpRequest.POST("/policies/shadow"), Map.of("version", "x@1"), 400)
                .path("detail")
                .asText())
        .isEqualTo("There is no policy \"x@1\".");
    assertThat(
            ask(HttpRequest.POST("/policies/shadow"), Map.of("policy", "policy: x"), 400)
                .path("detail")
                .asText())
        .startsWith("The policy is refused");
    assertThat(
            ask(HttpRequest.GET("/policies/shadow?limit=many"), null, 400).path("detail").asText())
        .contains("limit is \"many\"");
  }

  @Test
  void whatIsDeliveredAgainCountsOnce() throws Exception {
    long id = candidate();
    PolicyTimeline candidate = PolicyTimeline.EMPTY.with(PolicyParser.parse(CANDIDATE));
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      records.add(record(i % 2, i / 2, scored("e" + i, "wire.fail", Kind.RAISED, Severity.LOW)));
    }
    ShadowWriter writer =
        new ShadowWriter(
            db,
            id,
            said -> Shadowed.of(production, candidate, said, Moment.idle(NOON)),
            why -> {},
            CLOCK);

    writer.store(records);
    writer.store(records);
    writer.store(records.subList(1, 3));

    ShadowReport report = new ShadowStore(db).report(10).orElseThrow();
    assertThat(report.seen()).isEqualTo(4);
    assertThat(report.moved()).isEqualTo(4);
    assertThat(report.desks()).containsExactly(new ShadowReport.Move("triage", "fx", 4));
    assertThat(report.differences()).hasSize(4);
  }

  @Test
  void aCandidateThatFailsIsCountedAndParked() throws Exception {
    long id = candidate();
    List<String> parked = new ArrayList<>();
    ShadowWriter writer =
        new ShadowWriter(
            db,
            id,
            said -> {
              throw new IllegalStateException("cannot decide " + said.event().type());
            },
            parked::add,
            CLOCK);
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    for (int i = 0; i < ShadowWriter.MOST_FAILURES + 5; i++) {
      records.add(record(0, i, scored("e" + i, "wire.fail", Kind.RAISED, Severity.LOW)));
    }

    writer.store(records);

    assertThat(parked)
        .singleElement()
        .asString()
        .startsWith("It failed on 20 events one after the other, the last time on e19 of ledger")
        .endsWith("cannot decide wire.fail");
    assertThat(new ShadowStore(db).report(10).orElseThrow().failed()).isEqualTo(25);
    new ShadowStore(db).park(id, parked.get(0), NOON);
    assertThat(new ShadowStore(db).running()).isEmpty();
    assertThat(ask(HttpRequest.GET("/policies/shadow"), null, 200).path("parked").asText())
        .startsWith("It failed on 20 events");
  }

  /** One that the running service does not read for, because the test writes in its stead. */
  private long candidate() throws Exception {
    service.stop().toCompletableFuture().join();
    assertThat(new ShadowStore(db).start(PolicyParser.parse(CANDIDATE), "none", null, NOON))
        .isTrue();
    return new ShadowStore(db).running().orElseThrow().id();
  }

  private ConsumerRecord<String, byte[]> record(int partition, long at, ScoredException scored) {
    return new ConsumerRecord<>(
        topics.scored(), partition, at, scored.event().key(), Json.bytes(scored));
  }

  private void publish(String id, String type, Kind kind, Severity severity) throws Exception {
    ScoredException scored = scored(id, type, kind, severity);
    publisher
        .publish(topics.scored(), scored.event().key(), Json.bytes(scored), scored.trace())
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private ScoredException scored(String id, String type, Kind kind, Severity severity) {
    ExceptionEvent event =
        new ExceptionEvent(
            id, "ledger", kind, type, severity, NOON.plusSeconds(offset++), null, null, null, null);
    return new ScoredException(
        event.eventId(),
        event,
        TraceContext.mint("exceptions", 0, offset),
        new Origin("exceptions", 0, offset, NOON),
        30,
        Priority.P3,
        List.of(),
        Map.of(),
        "bank@1",
        false);
  }

  private JsonNode awaitSeen(int events) {
    JsonNode[] report = new JsonNode[1];
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              report[0] = ask(HttpRequest.GET("/policies/shadow"), null, 200);
              assertThat(report[0].path("seen").asInt()).isEqualTo(events);
            });
    return report[0];
  }

  private JsonNode ask(HttpRequest request, Map<String, Object> body, int status) throws Exception {
    HttpRequest whole =
        body == null
            ? request
            : request.withEntity(ContentTypes.APPLICATION_JSON, Json.text(new HashMap<>(body)));
    HttpResponse response =
        CONTRACT
            .checked(() -> Problems.handled(() -> ANA.in(service::routes)))
            .function(KIT.system())
            .apply(whole)
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    JsonNode answer =
        Json.mapper()
            .readTree(
                response
                    .entity()
                    .toStrict(5_000, KIT.system())
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS)
                    .getData()
                    .utf8String());
    assertThat(response.status().intValue()).as(answer.toString()).isEqualTo(status);
    return answer;
  }
}
