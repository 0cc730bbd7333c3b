package io.breakwater.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.app.Breakwater;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that publish, against a server that remembers what it was asked. */
class PolicyPublishCommandTest {
  private static final Path EXAMPLE = Path.of("../examples/payments-desk/policy.yaml");
  private static final String VERSION =
      """
      {"id": "desk@2", "name": "desk", "version": "2", "effective_from": "2026-03-02T12:00:00Z", "in_force": true,
       "publication": {"by": "ana", "comment": "calmer", "at": "2026-03-01T08:00:00Z"}}""";

  private record Asked(String method, String uri, String body) {}

  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Asked> asked = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = VERSION;

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
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void publishSendsTheFileWithWhoAndWhy() throws IOException {
    int exit =
        policy(
            "publish",
            EXAMPLE.toString(),
            "--by",
            "ana",
            "--comment",
            "calmer & safer",
            "--effective-from",
            "2026-03-02T12:00:00Z",
            "--retroactive");

    assertThat(exit).isZero();
    assertThat(asked)
        .containsExactly(
            new Asked(
                "POST",
                "/api/v1/policies?effective_from=2026-03-02T12%3A00%3A00Z&retroactive=true"
                    + "&by=ana&comment=calmer+%26+safer",
                Files.readString(EXAMPLE)));
    assertThat(out.toString().strip())
        .isEqualTo("desk@2 is published, in force from 2026-03-02T12:00:00Z");
  }

  @Test
  void aWrongFileIsNotSent() throws IOException {
    Path wrong = Files.writeString(dir.resolve("wrong.yaml"), "policy: x");

    assertThat(policy("publish", wrong.toString(), "--by", "ana", "--comment", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("the policy is refused");
    assertThat(asked).isEmpty();
  }

  @Test
  void whyIsNeededAndWhoIsWhoseTokenItIs() {
    assertThat(policy("publish", EXAMPLE.toString(), "--by", "ana")).isEqualTo(2);
    assertThat(asked).isEmpty();
    assertThat(policy("rollback", "--comment", "x")).isZero();
    assertThat(asked).extracting(Asked::uri).containsExactly("/api/v1/policies/rollback?comment=x");
  }

  @Test
  void aRefusalIsOneSentence() {
    status = 409;
    answer = "{\"detail\": \"a version never changes.\"}";

    assertThat(policy("publish", EXAMPLE.toString(), "--by", "ana", "--comment", "x")).isEqualTo(1);
    assertThat(err.toString()).contains("answered: a version never changes.");
  }

  @Test
  void rollbackNamesTheVersionIfItIsGiven() {
    assertThat(policy("rollback", "--by", "ana", "--comment", "x")).isZero();
    assertThat(policy("rollback", "--to", "desk@1", "--by", "ana", "--comment", "x")).isZero();
    assertThat(asked)
        .extracting(Asked::uri)
        .containsExactly(
            "/api/v1/policies/rollback?by=ana&comment=x",
            "/api/v1/policies/rollback?to=desk%401&by=ana&comment=x");
  }

  @Test
  void listSaysWhoPublishedWhatAndWhy() {
    answer =
        "[{\"id\": \"desk@1\", \"effective_from\": \"2026-01-01T00:00:00Z\", \"in_force\": false},"
            + VERSION
            + "]";

    assertThat(policy("list")).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly(
            "version from in force published by comment",
            "desk@1 2026-01-01T00:00:00Z",
            "desk@2 2026-03-02T12:00:00Z now 2026-03-01T08:00:00Z ana calmer");
  }

  private int policy(String... args) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return Breakwater.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            Stream.of(List.of("policy"), List.of(args), List.of("--server", url))
                .flatMap(List::stream)
                .toArray(String[]::new));
  }
}
