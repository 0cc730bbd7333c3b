package io.breakwater.ingest.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.contract.ApiContract;
import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.Role;
import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.DeadLetters;
import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.RawHeaders;
import io.breakwater.domain.event.Reading;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.ingest.Postgres;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** From topic {@code dead-letters} to the table, the API and back to topic {@code exceptions}. */
class DeadLettersIT {
  private static final Access ASKER = Access.of(Caller.local("tester"), Role.ADMIN);
  private static final ApiContract CONTRACT =
      ApiContract.of(
              ApiDocument.of(List.of("/openapi/platform.yaml", "/openapi/ingest.yaml")).tree())
          .below("/api/v1");

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final AtomicInteger PREFIX = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant AT = Instant.parse("2026-03-02T10:15:30Z");
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String WITHOUT_TYPE =
      "{\"source_id\":\"payments\",\"exception_id\":\"E-%d\",\"occurred_at\":\"2026-03-02T10:15:30Z\"}";
  private static EmbeddedKafka broker;

  private final EventReader events = new EventReader(EventLimits.DEFAULT);
  private final DataSource db = Postgres.database();
  private final Topics topics = new Topics("t" + PREFIX.incrementAndGet() + ".");
  private final ActorSystem<?> system = KIT.system();
  private Publisher publisher;
  private DeadLetterService service;

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
    broker.createTopics(1, topics.exceptions(), topics.deadLetters());
    publisher = Publisher.connect(broker.bootstrapServers(), Map.of());
    start();
  }

  @AfterEach
  void stopService() {
    service.close();
    publisher.close();
  }

  @Test
  void aCorrectedRecordGoesBackInItsTraceWithALinkToTheOneThatWasRefused() throws Exception {
    String id = refuse(17, WITHOUT_TYPE.formatted(1));
    awaitLetters(1);
    JsonNode letter = get("/dead-letters/" + id, 200);
    assertThat(letter.path("code").asText()).isEqualTo("missing-field");
    assertThat(letter.path("field").asText()).isEqualTo("type");
    assertThat(letter.path("source_id").asText()).isEqualTo("payments");
    assertThat(letter.path("trace_id").asText()).isEqualTo(TRACE);
    assertThat(letter.path("payload").asText()).isEqualTo(WITHOUT_TYPE.formatted(1));
    assertThat(letter.path("headers").path("content-type").asText()).isEqualTo("application/json");
    assertThat(letter.path("not_replayable").isMissingNode()).isTrue();

    JsonNode sent =
        post(
            "/dead-letters/" + id + "/replay",
            "{\"by\":\"ana\",\"set\":{\"type\":\"payment.rejected\",\"amount\":12.50,\"currency\":\"EUR\"}}",
            200);
    ConsumerRecord<String, byte[]> record = exceptions(1).get(0);
    assertThat(new String(record.value(), UTF_8)).contains("\"amount\":12.50");
    Reading.Accepted accepted = (Reading.Accepted) events.read(record.value(), RawHeaders.NONE);
    assertThat(sent.path("event_id").asText()).isEqualTo(accepted.event().eventId());
    assertThat(record.key()).isEqualTo(accepted.event().key());
    assertThat(header(record, TraceContext.HEADER)).contains(TRACE);
    assertThat(header(record, DeadLetters.REPLAY_OF)).isEqualTo(id);
    assertThat(header(record, "content-type")).isEqualTo("application/json");

    JsonNode after = get("/dead-letters/" + id, 200);
    assertThat(after.path("state").asText()).isEqualTo("REPLAYED");
    assertThat(after.path("replayed_by").asText()).isEqualTo("ana");
    assertThat(after.path("history").path(0).path("offset").asLong()).isEqualTo(record.offset());
    assertThat(after.path("history").path(0).path("event_id")).isEqualTo(sent.path("event_id"));
  }

  @Test
  void replayingTwiceIsRefusedUnlessAskedForAgain() throws Exception {
    String id = refuse(1, WITHOUT_TYPE.formatted(1));
    awaitLetters(1);
    String fix = "{\"by\":\"ana\",\"set\":{\"type\":\"a.b\"}%s}";
    post("/dead-letters/" + id + "/replay", fix.formatted(""), 200);
    assertThat(detail(post("/dead-letters/" + id + "/replay", fix.formatted(""), 409)))
        .contains("sent again by ana", "--again");
    post("/dead-letters/" + id + "/replay", fix.formatted(",\"again\":true"), 200);
    assertThat(exceptions(2)).hasSize(2);
    assertThat(get("/dead-letters/" + id, 200).path("replays").asInt()).isEqualTo(2);
  }

  @Test
  void whatWouldBeRefusedAgainIsNotSent() throws Exception {
    String id = refuse(1, WITHOUT_TYPE.formatted(1));
    String broken = refuse(2, "{\"cut off");
    awaitLetters(2);
    JsonNode problem =
        post("/dead-letters/" + id + "/replay", "{\"by\":\"ana\",\"set\":{\"amount\":1}}", 422);
    assertThat(problem.path("type").asText()).isEqualTo("missing-field");
    assertThat(problem.path("errors").path(0).path("field").asText()).isEqualTo("type");
    assertThat(
            detail(
                post(
                    "/dead-letters/" + broken + "/replay",
                    "{\"by\":\"ana\",\"set\":{\"type\":\"a.b\"}}",
                    422)))
        .contains("Give the whole payload");
    assertThat(detail(post("/dead-letters/" + id + "/replay", "{\"by\":\"\"}", 400)))
        .contains("by is \"\"");
    assertThat(get("/dead-letters?state=open", 200).path("items")).hasSize(2);
    post("/dead-letters/" + broken + "/replay", whole(WITHOUT_TYPE.formatted(2), "a.b"), 200);
    assertThat(exceptions(1)).hasSize(1);
  }

  @Test
  void onlyWhatProducersSentCanBeSentAgain() throws Exception {
    DeadLetter ours =
        DeadLetters.of(
            "not-a-scored-exception",
            "Only ScoringJob writes this topic.",
            null,
            new Origin(topics.scored(), 0, 3, AT),
            trace(),
            "x".getBytes(UTF_8),
            RawHeaders.NONE);
    DeadLetter cut =
        DeadLetters.of(
            "too-large",
            "Too large.",
            null,
            new Origin(topics.exceptions(), 0, 4, AT),
            trace(),
            "{".getBytes(UTF_8),
            RawHeaders.NONE);
    publish(Json.bytes(ours));
    publish(Json.bytes(cut));
    awaitLetters(2);
    String id = topics.scored() + "-0@3";
    assertThat(get("/dead-letters/" + id, 200).path("not_replayable").asText())
        .contains("only Breakwater writes");
    post("/dead-letters/" + id + "/replay", whole(WITHOUT_TYPE.formatted(1), "a.b"), 409);
    String large = topics.exceptions() + "-0@4";
    assertThat(detail(post("/dead-letters/" + large + "/replay", "{\"by\":\"ana\"}", 409)))
        .contains("first bytes");
    post("/dead-letters/" + large + "/replay", whole(WITHOUT_TYPE.formatted(1), "a.b"), 200);
  }

  @Test
  void manyAreCorrectedAtOnceEachForItself() throws Exception {
    for (int i = 0; i < 5; i++) {
      refuse(i, WITHOUT_TYPE.formatted(i));
    }
    refuse(5, "{\"source_id\":\"payments\",\"type\":\"a.b\"}");
    refuse(6, "{\"cut off");
    awaitLetters(7);
    String request =
        "{\"by\":\"ana\",\"filter\":{\"code\":\"missing-field\",\"limit\":\"10\"},\"set\":{\"type\":\"a.b\"}}";
    JsonNode results = post("/dead-letters/replay", request, 200);
    assertThat(results.path("replayed").asInt()).isEqualTo(5);
    assertThat(results.path("refused").asInt()).isEqualTo(1);
    assertThat(results.path("results").path(0).path("status").asText()).isEqualTo("refused");
    assertThat(results.path("results").path(0).path("code").asText()).isEqualTo("missing-field");
    assertThat(exceptions(5)).hasSize(5);
    assertThat(post("/dead-letters/replay", request, 200).path("replayed").asInt()).isZero();
  }

  @Test
  void listsAreFilteredAndPagedNewestFirst() throws Exception {
    for (int i = 0; i < 5; i++) {
      refuse(i, WITHOUT_TYPE.formatted(i));
    }
    refuse(5, "{\"source_id\":\"trades\",");
    awaitLetters(6);
    JsonNode first = get("/dead-letters?limit=4", 200);
    assertThat(first.path("items").findValuesAsText("id"))
        .containsExactly(place(5), place(4), place(3), place(2));
    JsonNode second =
        get("/dead-letters?limit=4&cursor=" + first.path("next_cursor").asText(), 200);
    assertThat(second.path("items").findValuesAsText("id")).containsExactly(place(1), place(0));
    assertThat(second.path("next_cursor").isMissingNode()).isTrue();
    assertThat(ids("?code=not-json")).containsExactly(place(5));
    assertThat(ids("?source=trades")).containsExactly(place(5));
    assertThat(ids("?topic=" + topics.exceptions() + "&source=payments")).hasSize(5);
    assertThat(ids("?from=2026-03-02T10:15:33Z&to=2026-03-02T10:15:35Z"))
        .containsExactly(place(4), place(3));
    assertThat(ids("?state=replayed")).isEmpty();
    assertThat(detail(get("/dead-letters?state=lost", 400))).contains("open, replayed");
    assertThat(detail(get("/dead-letters?from=yesterday", 400))).contains("2026-03-31T15:12:00Z");
    assertThat(detail(get("/dead-letters?limit=0", 400))).contains("1 to 500");
    assertThat(detail(get("/dead-letters?cursor=x", 400))).contains("not one this list gave out");
    assertThat(detail(get("/dead-letters/nowhere", 404))).contains("\"nowhere\"");
  }

  @Test
  void aRestartARedeliveryAndPoisonNeitherLoseNorRepeatALetter() throws Exception {
    for (int i = 0; i < 20; i++) {
      refuse(i, WITHOUT_TYPE.formatted(i));
      refuse(i, WITHOUT_TYPE.formatted(i));
      if (i == 10) {
        service.close();
        start();
      }
    }
    publish(null);
    publish(new byte[] {0, (byte) 0xff, '{'});
    publish("{\"code\":\"x\"}".getBytes(UTF_8));
    publish("[[[[".repeat(5_000).getBytes(UTF_8));
    refuse(20, "{\"source_id\":\"a\\u0000b\",\"exception_id\":\"\\ud800\",\"\u0000\":1}");
    publish(
        Json.text(letter(21, "x"))
            .replace("2026-03-02T10:15:51Z", "+1000000000-12-31T23:59:59Z")
            .getBytes(UTF_8));
    awaitLetters(26);
    assertThat(ids("?code=not-a-dead-letter")).hasSize(4);
    String poison = ids("?code=not-a-dead-letter&limit=1").get(0);
    assertThat(get("/dead-letters/" + poison, 200).path("not_replayable").asText())
        .contains(topics.deadLetters());
    assertThat(service.problem()).isEmpty();
  }

  private void start() {
    service =
        DeadLetterService.start(
            new DeadLetterSettings("letters-" + topics.prefix(), 7, Duration.ofSeconds(1)),
            new ServiceContext(
                db,
                new Kafka(broker.bootstrapServers(), topics, publisher),
                () -> null,
                Clock.fixed(AT, ZoneOffset.UTC),
                OpenTelemetry.noop()),
            events,
            system.dispatchers().lookup(DispatcherSelector.blocking()));
  }

  /** Does as the scoring job does with a record at {@code offset}; returns the letter's id. */
  private String refuse(long offset, String payload) throws Exception {
    publish(Json.bytes(letter(offset, payload)));
    return place(offset);
  }

  private DeadLetter letter(long offset, String payload) {
    RawHeaders headers = RawHeaders.of(Map.of("content-type", "application/json"));
    Reading.Rejected refused = (Reading.Rejected) events.read(payload.getBytes(UTF_8), headers);
    return DeadLetters.of(
        refused.rejection(),
        new Origin(topics.exceptions(), 0, offset, AT.plusSeconds(offset)),
        trace(),
        payload.getBytes(UTF_8),
        headers);
  }

  private String place(long offset) {
    return topics.exceptions() + "-0@" + offset;
  }

  private static TraceContext trace() {
    return new TraceContext(TRACE, "00f067aa0ba902b7");
  }

  private void publish(byte[] value) throws Exception {
    publisher
        .publish(topics.deadLetters(), "k", value, trace())
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static String whole(String payload, String type) {
    return Json.text(
        Map.of("by", "ana", "payload", payload, "set", Map.of("type", type), "again", false));
  }

  private void awaitLetters(int count) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(ids("?limit=500")).hasSize(count));
  }

  private List<String> ids(String query) throws Exception {
    return get("/dead-letters" + query, 200).path("items").findValuesAsText("id");
  }

  private List<ConsumerRecord<String, byte[]>> exceptions(int count) {
    TopicPartition partition = new TopicPartition(topics.exceptions(), 0);
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition)
          < Math.max(count, consumer.endOffsets(List.of(partition)).get(partition))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static String detail(JsonNode problem) {
    return problem.path("detail").asText();
  }

  private JsonNode get(String path, int status) throws Exception {
    return answer(HttpRequest.GET(path), status);
  }

  private JsonNode post(String path, String body, int status) throws Exception {
    return answer(HttpRequest.POST(path).withEntity(ContentTypes.APPLICATION_JSON, body), status);
  }

  private JsonNode answer(HttpRequest request, int status) throws Exception {
    HttpResponse response =
        CONTRACT
            .checked(() -> Problems.handled(() -> ASKER.in(service::routes)))
            .handler(system)
            .apply(request)
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    String body =
        response
            .entity()
            .toStrict(60_000, system)
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS)
            .getData()
            .utf8String();
    assertThat(response.status().intValue()).as(body).isEqualTo(status);
    return Json.mapper().readTree(body);
  }
}
