package io.breakwater.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.app.Breakwater;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands that let a server try a policy, against one that remembers what it was asked. */
class PolicyTrialCommandTest {
  private static final Path EXAMPLE = Path.of("../examples/payments-desk/policy.yaml");
  private static final String REPORT =
      """
      {"candidate": "desk@2", "against": ["desk@1"], "from": "2026-03-02T00:00:00Z", "to": "2026-03-03T00:00:00Z",
       "counts": {"events": 12, "items": 9, "moved": 3, "differing": 3},
       "moves": [{"from": "triage", "to": "fx", "items": 3}], "priorities": [],
       "breaches": {"before": 4, "after": 3, "gained": 0, "lost": 1}, "pages": {"before": 5, "after": 5},
       "slas": [], "pages_by_occasion": [], "every": "PT1H", "times": [], "desks": [], "items": [],
       "items_left_out": 0, "notes": ["As recorded."], "explained": []}""";
  private static final String SHADOW =
      """
      {"candidate": "desk@2", "started_at": "2026-03-02T00:00:00Z", "seen": 1200, "differing": 2, "moved": 1,
       "reprioritised": 1, "rescored": 0, "failed": 0,
       "desks": [{"before": "triage", "after": "fx", "events": 1}], "priorities": [],
       "differences": [{"source_id": "s", "exception_id": "E-1", "type": "fx.fail",
         "occurred_at": "2026-03-02T00:00:00Z", "decided_at": "2026-03-02T00:00:01Z",
         "before": {"desk": "triage", "path": [], "steps": [], "score": 40, "priority": "P3", "held": false},
         "after": {"desk": "fx", "path": ["fx"], "steps": [], "score": 40, "priority": "P3", "held": false}}]}""";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> asked = new ArrayList<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private JsonNode body;
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (text.startsWith("{")) {
      body = Json.mapper().readTree(text);
    }
    byte[] bytes = answers.remove().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void aServerRunsTheBacktestAndTheReportIsPrintedHere() throws IOException {
    answers.add("{\"id\": \"b1\", \"state\": \"RUNNING\"}");
    answers.add("{\"id\": \"b1\", \"state\": \"RUNNING\"}");
    answers.add("{\"id\": \"b1\", \"state\": \"DONE\", \"report\": " + REPORT + "}");

    assertThat(
            policy(
                "backtest",
                "--policy",
                EXAMPLE.toString(),
                "--from",
                "2026-03-02T00:00:00Z",
                "--item",
                "E-1"))
        .isZero();

    assertThat(asked)
        .containsExactly(
            "POST /api/v1/policies/backtests",
            "GET /api/v1/policies/backtests/b1",
            "GET /api/v1/policies/backtests/b1");
    assertThat(body.path("policy").asText()).isEqualTo(Files.readString(EXAMPLE));
    assertThat(body.path("against").asText()).isEqualTo("published");
    assertThat(body.path("from").asText()).isEqualTo("2026-03-02T00:00:00Z");
    assertThat(body.path("item").asText()).isEqualTo("E-1");
    assertThat(out.toString())
        .startsWith("desk@2 against desk@1\n")
        .contains(
            "open on another desk        3 (33.3%)",
            "SLA breaches                4 -> 3, 0 gained, 1 lost");
  }

  @Test
  void aBacktestThatFailedIsASentence() {
    answers.add(
        "{\"id\": \"b1\", \"state\": \"FAILED\", \"problem\": \"there is nothing on record\"}");

    assertThat(policy("backtest", "--policy", EXAMPLE.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("the backtest failed: there is nothing on record");
  }

  @Test
  void aShadowIsStartedLookedAtAndStopped() {
    answers.addAll(List.of(SHADOW, SHADOW, SHADOW));

    assertThat(policy("shadow", "start", "--policy", EXAMPLE.toString(), "--by", "ana")).isZero();
    assertThat(body.path("by").asText()).isEqualTo("ana");
    assertThat(body.has("policy")).isTrue();
    assertThat(policy("shadow", "report", "--limit", "5")).isZero();
    assertThat(policy("shadow", "stop")).isZero();

    assertThat(asked)
        .containsExactly(
            "POST /api/v1/policies/shadow",
            "GET /api/v1/policies/shadow?limit=5",
            "DELETE /api/v1/policies/shadow");
    assertThat(out.toString())
        .contains(
            "desk@2 beside production, since 2026-03-02T00:00:00Z",
            "1,200 events, 2 decided otherwise: 1 on another desk",
            "triage P3, score 40  fx P3, score 40");
  }

  @Test
  void aShadowNeedsOneCandidate() {
    assertThat(policy("shadow", "start")).isEqualTo(2);
    assertThat(policy("shadow", "start", "--policy", EXAMPLE.toString(), "--version", "desk@2"))
        .isEqualTo(2);
    assertThat(asked).isEmpty();
  }

  @Test
  void aServersTrafficIsHeldAgainstAPolicy() {
    answers.add(
        "{\"policy\": \"x@1\", \"events\": 7, \"first\": \"2026-03-02T00:00:00Z\", \"last\": \"2026-03-02T01:00:00Z\","
            + " \"findings\": [{\"where\": \"SLA urgent\", \"message\": \"no recent event\", \"remedy\": \"Look\"}]}");

    assertThat(run("policy", "check", EXAMPLE.toString(), "--against-traffic", url())).isZero();

    assertThat(asked).containsExactly("POST /api/v1/policies/traffic-check");
    assertThat(out.toString())
        .contains(
            "traffic: SLA urgent: no recent event. Look", "was held against 7 events from 2026");
  }

  private int policy(String... args) {
    return run(
        Stream.of(List.of("policy"), List.of(args), List.of("--server", url()))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private int run(String... args) {
    return Breakwater.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
