package io.breakwater.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.contract.ApiContract;
import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.Role;
import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.ingest.IngestMetrics;
import io.breakwater.ingest.IngestSettings;
import io.breakwater.ingest.deadletter.DeadLetterSettings;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.ApiDocument;
import io.breakwater.platform.http.Problems;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class IngestRoutesTest {
  private static final Access ASKER = Access.of(Caller.local("tester"), Role.PRODUCER);
  private static final ApiContract CONTRACT =
      ApiContract.of(
              ApiDocument.of(List.of("/openapi/platform.yaml", "/openapi/ingest.yaml")).tree())
          .below("/api/v1");

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final ActorSystem<?> SYSTEM = KIT.system();
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final String EVENT =
      """
      { "source_id": "payments", "exception_id": "E-1", "type": "payment.rejected",
        "occurred_at": "2026-03-02T10:15:30Z" }""";
  private static final String BROKEN = "{\"source_id\":\"payments\"}";

  /** Kafka's own stand-in for a broker: acknowledges at once, or when it is told to. */
  private MockProducer<String, byte[]> broker = broker(true);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void anEventIsStoredAsItCame() throws Exception {
    JsonNode answer = post(json(EVENT), 202);
    assertThat(answer.get("accepted").asInt()).isEqualTo(1);
    JsonNode item = answer.get("results").get(0);
    assertThat(item.get("status").asText()).isEqualTo("accepted");
    assertThat(item.get("event_id").asText()).matches("[0-9a-f]{32}");
    ProducerRecord<String, byte[]> stored = broker.history().get(0);
    assertThat(stored.topic()).isEqualTo("breakwater.exceptions");
    assertThat(stored.key()).isEqualTo("8:payments/E-1");
    assertThat(new String(stored.value(), UTF_8)).isEqualTo(EVENT);
    assertThat(header(stored, "traceparent")).contains(item.get("trace_id").asText());
  }

  @Test
  void theCallersTraceIsKeptAndAMissingOneIsTheSameOnARetry() throws Exception {
    HttpRequest traced = json(EVENT).addHeader(RawHeader.create("traceparent", TRACEPARENT));
    assertThat(traceIds(post(traced, 202))).containsExactly(TRACE);
    assertThat(header(broker.history().get(0), "traceparent")).isEqualTo(TRACEPARENT);
    assertThat(traceIds(post(json(EVENT), 202))).isEqualTo(traceIds(post(json(EVENT), 202)));
  }

  @Test
  void aBatchIsCutWithoutTouchingAByteAndEachEventHasItsOwnTrace() throws Exception {
    String second =
        EVENT.replace("E-1", "Ü-2").replace("{", "{\"traceparent\":\"" + TRACEPARENT + "\",");
    HttpRequest request =
        json(" [" + EVENT + " ,\n" + second + "]")
            .addHeader(RawHeader.create("traceparent", TRACEPARENT.replace('4', '5')));
    JsonNode answer = post(request, 202);
    assertThat(broker.history())
        .extracting(record -> new String(record.value(), UTF_8))
        .containsExactly(EVENT, second);
    assertThat(traceIds(answer)).hasSize(2).endsWith(TRACE);
    assertThat(traceIds(answer).get(0)).isNotEqualTo(TRACE.replace('4', '5'));
  }

  @Test
  void ofAMixedBatchTheValidOnesAreStoredAndTheOthersAreNamed() throws Exception {
    JsonNode answer = post(json("[" + EVENT + "," + BROKEN + ",7]"), 207);
    assertThat(answer.get("accepted").asInt()).isEqualTo(1);
    assertThat(answer.get("rejected").asInt()).isEqualTo(2);
    JsonNode refused = answer.get("results").get(1);
    assertThat(refused.get("index").asInt()).isEqualTo(1);
    assertThat(refused.get("code").asText()).isEqualTo("missing-field");
    assertThat(refused.get("field").asText()).isNotEmpty();
    assertThat(answer.get("results").get(2).get("code").asText()).isEqualTo("not-an-object");
    assertThat(broker.history()).hasSize(1);
  }

  @Test
  void aRefusedEventIsAProblemThatNamesTheField() throws Exception {
    JsonNode problem = post(json(EVENT.replace("2026-03-02T10:15:30Z", "yesterday")), 400);
    assertThat(problem.get("type").asText()).isEqualTo("bad-field");
    assertThat(problem.get("detail").asText()).contains("occurred_at", "yesterday");
    assertThat(problem.get("errors").get(0).get("field").asText()).isEqualTo("occurred_at");
    JsonNode all = post(json("[" + BROKEN + "," + BROKEN + "]"), 400);
    assertThat(all.get("type").asText()).isEqualTo("all-rejected");
    assertThat(all.get("errors").get(1).get("field").asText()).startsWith("[1].");
    assertThat(broker.history()).isEmpty();
  }

  @Test
  void aBodyThatIsNoJsonIsRefusedWhole() throws Exception {
    assertThat(post(json("no json"), 400).get("type").asText()).isEqualTo("not-json");
    assertThat(post(json(""), 400).get("type").asText()).isEqualTo("empty");
    assertThat(post(json("[" + EVENT + ","), 400).get("type").asText()).isEqualTo("not-json");
    assertThat(post(json("[" + EVENT + "] x"), 400).get("type").asText()).isEqualTo("not-json");
    assertThat(post(json("[]"), 400).get("detail").asText()).contains("empty");
    assertThat(broker.history()).isEmpty();
  }

  @Test
  void structuredCloudEventsAloneAndInABatch() throws Exception {
    String cloudEvent =
        """
        {"specversion":"1.0","id":"1","source":"payments","type":"payment.rejected",
         "time":"2026-03-02T10:15:30Z","data":{"exception_id":"E-1"}}""";
    post(body("application/cloudevents+json", cloudEvent), 202);
    post(body("application/cloudevents-batch+json", "[" + cloudEvent + "]"), 202);
    post(json(cloudEvent), 202);
    assertThat(broker.history()).hasSize(3);
    assertThat(header(broker.history().get(1), "content-type"))
        .isEqualTo("application/cloudevents+json");
    JsonNode problem =
        post(body("application/cloudevents+json", cloudEvent.replace("1.0", "0.3")), 400);
    assertThat(problem.get("type").asText()).isEqualTo("not-a-cloudevent");
  }

  @Test
  void aBinaryCloudEventKeepsItsAttributesAsHeaders() throws Exception {
    post(
        json("{\"exception_id\":\"E-1\"}")
            .addHeader(RawHeader.create("ce-specversion", "1.0"))
            .addHeader(RawHeader.create("ce-id", "1"))
            .addHeader(RawHeader.create("ce-source", "Z%C3%BCrich+1"))
            .addHeader(RawHeader.create("ce-type", "payment.rejected"))
            .addHeader(RawHeader.create("ce-time", "2026-03-02T10:15:30Z")),
        202);
    ProducerRecord<String, byte[]> stored = broker.history().get(0);
    assertThat(stored.key()).isEqualTo("8:Zürich+1/E-1");
    assertThat(header(stored, "ce_source")).isEqualTo("Zürich+1");
    assertThat(header(stored, "content-type")).isEqualTo("application/json");
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
    String large = EVENT.replace("E-1", "x".repeat(3_000));
    assertThat(post(json(large), 413).get("detail").asText()).contains("2000 bytes");
    HttpRequest chunked =
        HttpRequest.POST("/exceptions")
            .withEntity(
                HttpEntities.createChunked(
                    ContentTypes.APPLICATION_JSON,
                    Source.repeat(ByteString.fromString(" ".repeat(500)))));
    assertThat(post(chunked, 413).get("type").asText()).isEqualTo("too-large");
    assertThat(post(json("[1,2,3,4,5]"), 413).get("type").asText()).isEqualTo("too-many-events");
  }

  @Test
  void otherContentTypesAndEncodingsAreRefused() throws Exception {
    assertThat(post(body("text/csv", "a,b"), 415).get("detail").asText()).contains("text/csv");
    HttpRequest zipped = json(EVENT).addHeader(RawHeader.create("Content-Encoding", "gzip"));
    assertThat(post(zipped, 415).get("detail").asText()).contains("gzip");
  }

  @Test
  void withoutAnAcknowledgementThereIsNoAcceptance() throws Exception {
    broker = broker(false);
    HttpResponse response =
        send(route(), json(EVENT)).toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(response.status().intValue()).isEqualTo(503);
    assertThat(response.getHeader("Retry-After")).isPresent();

    CompletionStage<HttpResponse> failed = send(route(), json(EVENT));
    Awaitility.await().until(() -> broker.history().size() == 2);
    broker.errorNext(new TimeoutException("away"));
    broker.errorNext(new TimeoutException("away"));
    assertThat(failed.toCompletableFuture().get(5, TimeUnit.SECONDS).status().intValue())
        .isEqualTo(503);
  }

  @Test
  void onlySoManyRequestsWaitForKafka() throws Exception {
    broker = broker(false);
    Route route = route();
    send(route, json(EVENT));
    send(route, json(EVENT));
    Awaitility.await().until(() -> broker.history().size() == 2);
    HttpResponse third = send(route, json(EVENT)).toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(third.status().intValue()).isEqualTo(503);
    assertThat(broker.history()).hasSize(2);
    while (broker.completeNext()) {}
    Awaitility.await()
        .until(
            () -> {
              CompletionStage<HttpResponse> next = send(route, json(EVENT));
              Awaitility.await()
                  .until(() -> broker.completeNext() || next.toCompletableFuture().isDone());
              return next.toCompletableFuture().get(5, TimeUnit.SECONDS).status().intValue() == 202;
            });
  }

  private Route route() {
    Kafka kafka = new Kafka("none:1", Topics.DEFAULT, new Publisher(broker));
    IngestMetrics metrics = new IngestMetrics(OpenTelemetry.noop());
    ExceptionGateway gateway =
        new ExceptionGateway(new EventReader(EventLimits.DEFAULT), kafka, metrics);
    IngestSettings settings =
        new IngestSettings(
            2_000,
            4,
            2,
            Duration.ofMillis(500),
            new DeadLetterSettings("letters", 200, Duration.ofSeconds(1)),
            Optional.empty());
    Route routes = new IngestRoutes(gateway, settings, ForkJoinPool.commonPool(), metrics).routes();
    return CONTRACT.checked(() -> Problems.handled(() -> ASKER.in(() -> routes)));
  }

  private JsonNode post(HttpRequest request, int status) throws Exception {
    HttpResponse response = send(route(), request).toCompletableFuture().get(10, TimeUnit.SECONDS);
    String body =
        response
            .entity()
            .toStrict(5_000, SYSTEM)
            .toCompletableFuture()
            .get(5, TimeUnit.SECONDS)
            .getData()
            .utf8String();
    assertThat(response.status().intValue()).as(body).isEqualTo(status);
    return Json.mapper().readTree(body);
  }

  private static CompletionStage<HttpResponse> send(Route route, HttpRequest request)
      throws Exception {
    return route.handler(SYSTEM).apply(request);
  }

  private static HttpRequest json(String body) {
    return HttpRequest.POST("/exceptions")
        .withEntity(ContentTypes.APPLICATION_JSON, body.getBytes(UTF_8));
  }

  private static HttpRequest body(String mediaType, String body) {
    int slash = mediaType.indexOf('/');
    ContentType contentType =
        MediaTypes.customBinary(
                mediaType.substring(0, slash),
                mediaType.substring(slash + 1),
                akka.http.javadsl.model.MediaTypes.COMPRESSIBLE)
            .toContentType();
    return HttpRequest.POST("/exceptions").withEntity(contentType, body.getBytes(UTF_8));
  }

  private static List<String> traceIds(JsonNode answer) {
    return answer.get("results").findValuesAsText("trace_id");
  }

  private static String header(ProducerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  private static MockProducer<String, byte[]> broker(boolean acknowledgesAtOnce) {
    return new MockProducer<>(
        acknowledgesAtOnce, null, new StringSerializer(), new ByteArraySerializer());
  }
}
