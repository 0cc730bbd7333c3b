package io.breakwater.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.Breakwater;
import io.breakwater.app.client.EventSender;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refused record is found, corrected and sent again by command, across a {@code kill -9}. */
class DeadLetterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final String TRACE = "1af7651916cd43dd8448eb211c80319d";

  @TempDir Path dir;

  @Test
  void aCorrectedRecordOpensItsWorkItemInItsOriginalTrace() throws Exception {
    try (DemoProcess demo = new DemoProcess(dir.resolve("data"))) {
      demo.start();
      sendWithoutType(demo);
      awaitListed(demo, "OPEN");
      demo.kill();
      demo.start();
      awaitListed(demo, "OPEN");

      String id = list(demo).get(0).path("id").asText();
      assertThat(run(demo, "replay", id, "--set", "attributes.market=XLON")).contains("exit 1");
      assertThat(run(demo, "replay", id, "--set", "type=settlement.fail", "--by", "ana"))
          .contains("exit 0", "is sent again", TRACE);
      awaitListed(demo, "REPLAYED");
      assertThat(run(demo, "replay", id, "--set", "type=settlement.fail"))
          .contains("exit 1", "was sent again by ana");
      assertThat(run(demo, "show", id)).contains("exit 0", "missing-field", "by ana");

      Awaitility.await("work item")
          .atMost(PATIENCE)
          .until(() -> !demo.get("/api/v1/work-items").path("items").isEmpty());
      JsonNode item = demo.get("/api/v1/work-items").path("items").get(0);
      assertThat(item.path("exception_id").asText()).isEqualTo("X-9");
      assertThat(item.path("trace_id").asText()).isEqualTo(TRACE);
      Awaitility.await("the trace has both records and what came of them")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode hops = demo.get("/api/v1/traces/" + TRACE).path("hops");
                assertThat(hops.findValuesAsText("hop"))
                    .containsSubsequence(
                        "exceptions", "dead-letters", "exceptions", "scored", "work")
                    .contains("notifications");
                assertThat(hops.findValuesAsText("replay_of")).containsExactly(id);
              });
    }
  }

  private static void sendWithoutType(DemoProcess demo) {
    try (EventSender sender =
        new EventSender(demo.bootstrapServers(), Topics.DEFAULT.exceptions())) {
      sender.send(
          null,
          "{\"exception_id\": \"X-9\", \"source_id\": \"test\", \"severity\": \"CRITICAL\", \"occurred_at\": \"%s\"}"
              .formatted(Instant.now())
              .getBytes(StandardCharsets.UTF_8),
          Map.of(TraceContext.HEADER, "00-" + TRACE + "-b7ad6b7169203331-01"));
      sender.flush();
    }
  }

  private static void awaitListed(DemoProcess demo, String state) {
    Awaitility.await(state + " dead letter")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(list(demo))
                    .singleElement()
                    .satisfies(
                        letter -> assertThat(letter.path("state").asText()).isEqualTo(state)));
  }

  private static List<JsonNode> list(DemoProcess demo) throws IOException {
    List<JsonNode> letters = new ArrayList<>();
    for (String line : run(demo, "list", "--source", "test", "--json").lines().toList()) {
      if (line.startsWith("{")) {
        letters.add(Json.mapper().readTree(line));
      }
    }
    return letters;
  }

  /** What the command printed, and its exit code. */
  private static String run(DemoProcess demo, String... arguments) {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--server", demo.uri("").toString()));
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);
    int exit =
        Breakwater.commandLine()
            .setOut(printer)
            .setErr(printer)
            .execute(all.toArray(String[]::new));
    return out + "exit " + exit;
  }
}
