package io.breakwater.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Sink;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import io.breakwater.sla.SlaWorld.Monitor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks and notifications over HTTP, as they are described, and to whom they are shown. */
class SlaApiIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final WorkRecords RUNS = new WorkRecords("runs", "test.slow");
  private static final WorkRecords LATE = new WorkRecords("late", "test.quick");

  private static final String OF_RUNS = "work_item_id=" + RUNS.workItemId();

  @TempDir static Path dir;

  private static SlaWorld world;
  private static Monitor monitor;

  @BeforeAll
  static void start() {
    world = SlaWorld.start(dir);
    monitor = world.monitor();
    world.publish(RUNS.opened(1, Instant.now()));
    world.publish(LATE.opened(1, Instant.now()));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(items(Asker.ANYBODY, "/sla/clocks?state=breached")).hasSize(2);
              assertThat(items(Asker.ANYBODY, "/notifications?status=SENT&" + OF_RUNS)).hasSize(1);
            });
  }

  @AfterAll
  static void stop() {
    monitor.close();
    world.close();
  }

  @Test
  void whoSeesTheDeskSeesItsClocksAndNotifications() throws Exception {
    for (Asker asker : new Asker[] {Asker.ANYBODY, Asker.ofDesk("triage")}) {
      assertThat(items(asker, "/sla/clocks")).hasSize(1);
      assertThat(items(asker, "/sla/clocks?desk=triage&state=breached&limit=1")).hasSize(1);
      JsonNode desks = get(asker, "/sla/desks", 200);
      assertThat(desks.at("/0/desk").asText()).isEqualTo("triage");
      assertThat(desks.at("/0/breached").asInt()).isEqualTo(2);
      JsonNode ofItem = get(asker, "/sla/items/" + RUNS.workItemId(), 200);
      assertThat(ofItem.at("/clocks/0/outcome").asText()).isEqualTo("RUNNING");
      assertThat(items(asker, "/notifications?limit=1&" + OF_RUNS).at("/0/desk").asText())
          .isEqualTo("triage");
      assertThat(feed(asker, "/notifications")).contains(RUNS.workItemId());
    }
  }

  @Test
  void whoSeesAnotherDeskSeesNothingOfIt() throws Exception {
    Asker vic = Asker.ofDesk("payments");
    assertThat(items(vic, "/sla/clocks?state=breached")).isEmpty();
    assertThat(get(vic, "/sla/desks", 200)).isEmpty();
    assertThat(items(vic, "/notifications")).isEmpty();
    assertThat(feed(vic, "/notifications")).doesNotContain(RUNS.workItemId());
    for (String path :
        new String[] {
          "/sla/clocks?desk=triage",
          "/sla/items/" + RUNS.workItemId(),
          "/sla/report?desk=triage",
          "/sla/report/desks?desk=triage",
          "/sla/windows?desk=triage",
          "/notifications?desk=triage"
        }) {
      assertThat(get(vic, path, 403).path("detail").asText())
          .as(path)
          .isEqualTo("This needs role viewer on desk \"triage\", and vic has viewer of payments.");
    }
  }

  @Test
  void whatIsWrongIsDescribedToo() throws Exception {
    get(Asker.ANYBODY, "/sla/clocks?state=lost", 400);
    get(Asker.ANYBODY, "/sla/clocks?cursor=x", 400);
    get(Asker.ANYBODY, "/sla/items/none", 404);
    get(Asker.ANYBODY, "/notifications?limit=0", 400);
  }

  private static JsonNode items(Asker asker, String path) throws Exception {
    return get(asker, path, 200).path("items");
  }

  private static JsonNode get(Asker asker, String path, int status) throws Exception {
    HttpResponse response =
        send(
            asker, HttpRequest.GET(path).addHeader(RawHeader.create("Accept", "application/json")));
    String body =
        response
            .entity()
            .toStrict(5_000, monitor.kit().system())
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .getData()
            .utf8String();
    assertThat(response.status().intValue()).as(path + ": " + body).isEqualTo(status);
    return Json.mapper().readTree(body);
  }

  /** The first second of a feed from its beginning. */
  private static String feed(Asker asker, String path) throws Exception {
    return send(asker, HttpRequest.GET(path).addHeader(RawHeader.create("Last-Event-ID", "0")))
        .entity()
        .getDataBytes()
        .takeWithin(Duration.ofSeconds(1))
        .runWith(Sink.seq(), monitor.kit().system())
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS)
        .stream()
        .map(bytes -> bytes.utf8String())
        .reduce("", String::concat);
  }

  private static HttpResponse send(Asker asker, HttpRequest request) throws Exception {
    return asker
        .asks(() -> monitor.service().routes())
        .function(monitor.kit().system())
        .apply(request)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }
}
