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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of {@code silence} against a server that remembers what it was asked. */
class SilenceCommandTest {
  private static final String FOUND =
      """
      {"silence": {"id": "sil_1", "when": "true", "owner": "ops", "reason": "release",
        "starts_at": "2026-03-02T10:00:00Z", "ends_at": "2026-03-02T12:00:00Z", "version": 1},
       "state": "ACTIVE",
       "changes": [{"change": "CREATED", "by": "ana", "at": "2026-03-02T10:00:00Z"}]}""";

  private record Asked(String request, String ifMatch, String key, JsonNode body) {}

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Asked> asked = new ArrayList<>();
  private HttpServer server;
  private String answer = FOUND;

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
    byte[] body = exchange.getRequestBody().readAllBytes();
    asked.add(
        new Asked(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            exchange.getRequestHeaders().getFirst("If-Match"),
            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
            body.length == 0 ? null : Json.read(body, JsonNode.class)));
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private int run(String... args) {
    List<String> line = new ArrayList<>(List.of("silence"));
    line.addAll(List.of(args));
    line.add("--server");
    line.add("http://127.0.0.1:" + server.getAddress().getPort());
    return Breakwater.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(line.toArray(String[]::new));
  }

  @Test
  void addSendsEverything() {
    int code =
        run(
            "add",
            "--when",
            "desk == \"d\"",
            "--for",
            "2h",
            "--reason",
            "release",
            "--by",
            "ana",
            "--owner",
            "ana",
            "--key",
            "k1",
            "--on",
            "SAT,last FRI",
            "--at",
            "22:00",
            "--zone",
            "Europe/London",
            "--lasts",
            "4h");

    assertThat(code).as(err.toString()).isZero();
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).request()).isEqualTo("POST /api/v1/silences");
    assertThat(asked.get(0).key()).isEqualTo("k1");
    assertThat(asked.get(0).body().toString())
        .isEqualTo(
            "{\"when\":\"desk == \\\"d\\\"\",\"reason\":\"release\",\"by\":\"ana\","
                + "\"owner\":\"ana\",\"for\":\"PT2H\",\"recurrence\":{\"zone\":\"Europe/London\","
                + "\"at\":\"22:00\",\"for\":\"PT4H\",\"on\":[\"SAT\",\"last FRI\"]}}");
    assertThat(out.toString())
        .contains("sil_1 is active, from 2026-03-02T10:00:00Z until 2026-03-02T12:00:00Z: true");
  }

  @Test
  void halfARecurrenceIsWrongUsage() {
    assertThat(run("add", "--when", "true", "--for", "2h", "--reason", "r", "--on", "SAT"))
        .isEqualTo(2);
    assertThat(asked).isEmpty();
    assertThat(err.toString()).contains("give all four");
  }

  @Test
  void previewSaysHowManyItems() {
    answer =
        "{\"within\":\"PT24H\",\"items\":37,\"notifications\":52,\"by_desk\":{\"payments\":37},"
            + "\"examples\":[\"abc\"],\"examined\":900,\"complete\":true}";

    assertThat(run("preview", "--when", "true")).isZero();
    assertThat(asked.get(0).body().toString())
        .isEqualTo("{\"when\":\"true\",\"within\":\"PT24H\"}");
    assertThat(out.toString())
        .contains("would have quieted 37 items in the last day, and 52 notifications")
        .contains("payments: 37")
        .contains("e.g. abc");
  }

  @Test
  void listShowAndEndAsk() {
    answer = "{\"items\": [" + FOUND + "]}";
    assertThat(run("list")).isZero();
    answer = FOUND;
    assertThat(run("show", "sil_1")).isZero();
    assertThat(run("end", "sil_1", "--by", "bo", "--expect", "1")).isZero();

    assertThat(asked)
        .extracting(Asked::request)
        .containsExactly(
            "GET /api/v1/silences?state=active&limit=50",
            "GET /api/v1/silences/sil_1",
            "POST /api/v1/silences/sil_1/end");
    assertThat(asked.get(2).ifMatch()).isEqualTo("\"1\"");
    assertThat(asked.get(2).body().toString()).isEqualTo("{\"by\":\"bo\"}");
    assertThat(out.toString()).contains("release").contains("created  ana");
  }
}
