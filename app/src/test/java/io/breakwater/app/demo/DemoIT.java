package io.breakwater.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.EventSender;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TempDir Path dir;

  @Test
  void oneExceptionGoesFromAProducerToADeskToANotificationUnderOneTraceId() throws Exception {
    try (DemoProcess demo = new DemoProcess(dir.resolve("data"))) {
      demo.start();
      Queue<String> feed = follow(demo);

      try (EventSender sender =
          new EventSender(demo.bootstrapServers(), Topics.DEFAULT.exceptions())) {
        sender.send(null, "{\"cut off".getBytes(StandardCharsets.UTF_8));
        sender.send(
            null,
            """
            {"exception_id": "X-1", "source_id": "test", "type": "settlement.fail",
             "severity": "CRITICAL", "occurred_at": "%s"}
            """
                .formatted(Instant.now())
                .getBytes(StandardCharsets.UTF_8),
            Map.of(TraceContext.HEADER, "00-" + TRACE + "-b7ad6b7169203331-01"));
        sender.flush();
      }

      Awaitility.await("notification")
          .atMost(PATIENCE)
          .until(() -> feed.stream().anyMatch(line -> line.contains(TRACE)));
      JsonNode item = demo.get("/api/v1/work-items").path("items").get(0);
      assertThat(item.path("exception_id").asText()).isEqualTo("X-1");
      assertThat(item.path("trace_id").asText()).isEqualTo(TRACE);
      assertThat(item.path("desk").asText()).isEqualTo("settlements");
      Awaitility.await("every hop is in the ledger")
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          demo.get("/api/v1/traces/" + TRACE).path("hops").findValuesAsText("hop"))
                      .containsAll(
                          List.of("exceptions", "scored", "work", "sla", "notifications")));
      Awaitility.await("statistics")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode stats = demo.get("/api/v1/stats");
                assertThat(stats.path("exceptions").path("received").asLong()).isEqualTo(2);
                assertThat(stats.path("exceptions").path("invalid").asLong()).isEqualTo(1);
                assertThat(stats.path("work_items").path("total").asLong()).isEqualTo(1);
                assertThat(stats.path("sla").path("running").asLong()).isEqualTo(2);
                assertThat(stats.path("notifications").path("sent").asLong()).isPositive();
              });
    }
  }

  private static Queue<String> follow(DemoProcess demo) {
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    var unused =
        demo.http()
            .sendAsync(
                HttpRequest.newBuilder(demo.uri("/api/v1/notifications")).build(),
                HttpResponse.BodyHandlers.fromLineSubscriber(new LineQueue(lines)));
    return lines;
  }

  /** Puts every line of an answer into a queue. */
  private record LineQueue(Queue<String> lines) implements Flow.Subscriber<String> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      lines.add(line);
    }

    @Override
    public void onError(Throwable failure) {
      lines.add("failed: " + failure);
    }

    @Override
    public void onComplete() {
      lines.add("ended");
    }
  }
}
