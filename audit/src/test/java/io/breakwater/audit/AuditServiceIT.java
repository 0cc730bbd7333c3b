package io.breakwater.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.audit.ledger.Entry;
import io.breakwater.audit.ledger.Fact;
import io.breakwater.audit.ledger.LedgerWriter;
import io.breakwater.audit.ledger.Postgres;
import io.breakwater.audit.merkle.Chain;
import io.breakwater.audit.merkle.Hash;
import io.breakwater.audit.merkle.InclusionProof;
import io.breakwater.contract.ApiContract;
import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.Role;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.ApiDocument;
import io.breakwater.platform.http.Problems;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class AuditServiceIT {
  private static final Access ASKER = Access.of(Caller.local("tester"), Role.LEAD);
  private static final ApiContract CONTRACT =
      ApiContract.of(
              ApiDocument.of(List.of("/openapi/platform.yaml", "/openapi/audit.yaml")).tree())
          .below("/api/v1");

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final AtomicInteger PREFIX = new AtomicInteger();
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String LATER = "5bf92f3577b34da6a3ce929d0e0e4737";
  private static final Instant AT = Instant.parse("2026-03-02T10:15:30Z");
  private static EmbeddedKafka broker;

  private final DataSource db = Postgres.database();
  private final Topics topics = new Topics("t" + PREFIX.incrementAndGet() + ".");
  private final ActorSystem<?> system = KIT.system();
  private Publisher publisher;
  private AuditService service;
  private Route routes;

  @BeforeAll
  static void startBroker(@TempDir(cleanup = CleanupMode.NEVER) Path dir) {
    broker = EmbeddedKafka.start(dir, 0);
  }

  @AfterAll
  static void stopBroker() {
    KIT.shutdownTestKit();
    broker.close();
  }

  @BeforeEach
  void startService() {
    broker.createTopics(2, topics.facts().toArray(String[]::new));
    publisher = Publisher.connect(broker.bootstrapServers(), Map.of());
    start();
  }

  @AfterEach
  void stopService() throws Exception {
    stop();
    publisher.close();
  }

  @Test
  void aTraceShowsEveryHopInOrderAndTheTracesItMeets() throws Exception {
    String workItem = Identity.workItemId("payments", "E-1");
    publish(topics.exceptions(), exception("RAISED"), TRACE);
    publish(topics.work(), assigned(workItem, 1), TRACE);
    publish(topics.sla(), sla(workItem), TRACE);
    publish(topics.exceptions(), exception("RESOLVED"), LATER);
    awaitFacts(4);

    JsonNode trace = get("/traces/" + TRACE, 200);
    assertThat(trace.get("trace_id").asText()).isEqualTo(TRACE);
    assertThat(trace.get("hops").findValuesAsText("hop"))
        .containsExactly("exceptions", "work", "sla");
    assertThat(trace.get("hops").findValuesAsText("kind"))
        .containsExactly("RAISED", "assigned", "STARTED");
    JsonNode hop = trace.get("hops").get(1);
    assertThat(hop.get("what").asText())
        .isEqualTo("assigned sequence=1 desk=settlements assignee=ana reason=free by=policy");
    assertThat(hop.get("occurred_at").asText()).isEqualTo("2026-03-02T10:15:30Z");
    assertThat(hop.get("delta_ms").asLong()).isNotNegative();
    assertThat(hop.get("offset").isIntegralNumber()).isTrue();
    assertThat(trace.get("linked_traces").findValuesAsText("trace_id")).containsExactly(LATER);

    assertThat(get("/traces/" + workItem, 200)).isEqualTo(trace);
    assertThat(get("/traces/00-" + TRACE + "-00f067aa0ba902b7-01", 200)).isEqualTo(trace);
    assertThat(get("/traces/" + "0".repeat(31) + "1", 404).get("detail").asText())
        .contains("knows no trace");
    assertThat(get("/traces/abc", 400).get("detail").asText()).contains("\"abc\"");
  }

  @Test
  void poisonIsRecordedLikeEverythingElse() throws Exception {
    for (String topic : topics.facts()) {
      publish(topic, new byte[] {0, (byte) 0xff, '{'}, TRACE);
      publish(topic, null, TRACE);
      publish(topic, "[[[[".repeat(5_000).getBytes(UTF_8), TRACE);
    }
    int all = 3 * topics.facts().size();
    awaitFacts(all);
    assertThat(get("/traces/" + TRACE, 200).get("hops")).hasSize(all);
    assertThat(verify("?deep=true").get("status").asText()).isEqualTo("OK");
  }

  @Test
  void aRestartNeitherLosesNorRepeatsARecord() throws Exception {
    for (int i = 0; i < 40; i++) {
      if (i % 10 == 5) {
        stop();
        start();
      }
      publish(topics.work(), assigned(Identity.hash128("item", "" + i), 1), TRACE);
    }
    awaitFacts(40);
    JsonNode verification = verify("?deep=true");
    assertThat(verification.get("status").asText()).isEqualTo("OK");
    assertThat(verification.get("facts").asLong()).isEqualTo(40);
    assertThat(verification.get("rehashed").asLong()).isEqualTo(40);
    assertThat(verification.get("expired").asLong()).isZero();
    assertThat(verification.get("without_record").asLong()).isZero();
  }

  @Test
  void aTamperedFactNamesItsBatch() throws Exception {
    publish(topics.work(), assigned(TRACE, 1), TRACE);
    awaitFacts(1);
    publish(topics.work(), assigned(TRACE, 2), TRACE);
    awaitFacts(2);
    Postgres.tamper(db, "UPDATE audit.facts SET kind = 'closed' WHERE batch = 2");
    JsonNode verification = verify("");
    assertThat(verification.get("status").asText()).isEqualTo("BROKEN");
    assertThat(verification.get("batches").asLong()).isEqualTo(1);
    assertThat(verification.get("fault").get("batch").asLong()).isEqualTo(2);
    assertThat(verification.get("fault").get("code").asText()).isEqualTo("fact-changed");
  }

  @Test
  void aLedgerOfOtherRecordsThanTheTopicsIsFoundByADeepVerification() throws Exception {
    RecordMetadata at = publish(topics.work(), assigned(TRACE, 1), TRACE);
    awaitFacts(1);
    stop();
    Postgres.tamper(db, "DELETE FROM audit.facts");
    Postgres.tamper(db, "DELETE FROM audit.batches");
    Postgres.tamper(db, "UPDATE audit.sources SET next_offset = 0");
    LedgerWriter forger = new LedgerWriter(db, Clock.systemUTC());
    forger.append(
        List.of(
            new Entry(
                forger.claim(topics.work(), at.partition()),
                new Fact(
                    topics.work(),
                    at.partition(),
                    0,
                    1,
                    null,
                    TRACE,
                    null,
                    "closed",
                    "{}",
                    Hash.ZERO))));
    start();
    assertThat(verify("").get("status").asText()).isEqualTo("OK");
    assertThat(verify("?deep=true").get("fault").get("code").asText()).isEqualTo("record-changed");
  }

  @Test
  void aTopicMadeAnewIsNotMistakenForTheRecordedOne() throws Exception {
    awaitReady();
    stop();
    Postgres.tamper(
        db, "UPDATE audit.sources SET next_offset = 100 WHERE topic = '" + topics.work() + "'");
    start();
    await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(service.notReady()).get().asString().contains("made anew"));
  }

  @Test
  void everyRecordHasAProofAndBatchesArePaged() throws Exception {
    RecordMetadata at = publish(topics.work(), assigned(TRACE, 1), TRACE);
    awaitFacts(1);
    publish(topics.work(), assigned(TRACE, 2), TRACE);
    awaitFacts(2);

    JsonNode proof =
        get("/audit/proof/" + topics.work() + "/" + at.partition() + "/" + at.offset(), 200);
    InclusionProof inclusion =
        Json.mapper().treeToValue(proof.get("inclusion"), InclusionProof.class);
    Hash root = Hash.parse(proof.get("batch").get("root").asText());
    assertThat(inclusion.leadsTo(root)).isTrue();
    assertThat(
            Chain.link(
                    Hash.parse(proof.get("batch").get("previous").asText()),
                    root,
                    proof.get("batch").get("header_text").asText())
                .hex())
        .isEqualTo(proof.get("batch").get("chain_hash").asText());
    get("/audit/proof/" + topics.work() + "/0/999", 404);

    JsonNode page = get("/audit/batches?limit=1", 200);
    assertThat(page.get("items").get(0).get("batch").asLong()).isEqualTo(2);
    JsonNode next = get("/audit/batches?limit=1&cursor=" + page.get("next_cursor").asText(), 200);
    assertThat(next.get("items").get(0).get("batch").asLong()).isEqualTo(1);
    assertThat(next.has("next_cursor")).isFalse();
    get("/audit/batches?limit=0", 400);
    get("/audit/batches?cursor=x", 400);
    get("/audit/verify", 404);
  }

  private void start() {
    service =
        AuditService.start(
            system,
            new AuditSettings(
                topics.prefix() + "ledger", 1000, Duration.ofMillis(50), Duration.ofMillis(100)),
            new ServiceContext(
                db,
                new Kafka(broker.bootstrapServers(), topics, publisher),
                () -> null,
                Clock.systemUTC(),
                OpenTelemetry.noop()));
    routes = CONTRACT.checked(() -> Problems.handled(() -> ASKER.in(service::routes)));
  }

  private void stop() throws Exception {
    service.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private void awaitReady() {
    await().atMost(20, TimeUnit.SECONDS).until(() -> service.notReady().isEmpty());
  }

  private void awaitFacts(int count) {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(Postgres.count(db, "audit.facts")).isEqualTo(count));
  }

  private JsonNode verify(String parameters) throws Exception {
    request(HttpRequest.POST("/audit/verify" + parameters), 202);
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> !get("/audit/verify", 200).get("status").asText().equals("RUNNING"));
    return get("/audit/verify", 200);
  }

  private JsonNode get(String path, int status) throws Exception {
    return request(HttpRequest.GET(path), status);
  }

  private JsonNode request(HttpRequest request, int status) throws Exception {
    HttpResponse response =
        routes.handler(system).apply(request).toCompletableFuture().get(10, TimeUnit.SECONDS);
    JsonNode body =
        Json.mapper()
            .readTree(
                response
                    .entity()
                    .toStrict(5_000, system)
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS)
                    .getData()
                    .utf8String());
    assertThat(response.status().intValue()).as(body.toString()).isEqualTo(status);
    return body;
  }

  private RecordMetadata publish(String topic, byte[] value, String traceId) throws Exception {
    return publisher
        .publish(topic, "key", value, new TraceContext(traceId, "00f067aa0ba902b7"))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static byte[] exception(String kind) {
    return """
        {"source_id":"payments","exception_id":"E-1","kind":"%s","type":"payment.rejected",
         "occurred_at":"2026-03-02T10:15:30Z"}"""
        .formatted(kind)
        .getBytes(UTF_8);
  }

  private static byte[] assigned(String workItemId, long sequence) {
    return Json.bytes(
        new WorkRecord(
            workItemId,
            sequence,
            AT,
            new WorkItemEvent.Assigned("settlements", "ana", "free", TRACE, AT, "policy")));
  }

  private static byte[] sla(String workItemId) {
    return Json.bytes(
        Map.of("work_item_id", workItemId, "step", "STARTED", "sla", "standard", "at", AT));
  }
}
