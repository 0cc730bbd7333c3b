package io.breakwater.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.app.Breakwater;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.work.OperationKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of {@code work} against a server that remembers what it was asked. */
class WorkCommandTest {

  private static final String ID = "a".repeat(32);
  private static final String OTHER = "b".repeat(32);
  private static final String ITEM =
      """
      {"work_item_id":"%s","exception_id":"X-1","type":"payment.rejected","priority":"P2","state":"ASSIGNED",
       "desk":"payments","assignee":"ana","opened_at":"2026-03-02T12:00:00Z","version":2}"""
          .formatted(ID);

  private record Asked(String method, String path, String ifMatch, String key, JsonNode body) {}

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Asked> asked = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = ITEM;

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
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("If-Match"),
            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
            body.length == 0 ? null : Json.read(body, JsonNode.class)));
    boolean list = exchange.getRequestURI().getPath().equals(WorkCommand.PATH);
    byte[] bytes = (list ? "{\"items\":[" + ITEM + "]}" : answer).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "claim ID | claim | {'by':'ana'}",
        "ack ID | acknowledge | {'by':'ana'}",
        "assign ID --to bo | assign | {'by':'ana','assignee':'bo','reason':null}",
        "wait ID --for them --pause-sla | wait | {'by':'ana','reason':'them','pauses_sla':true}",
        "snooze ID --until 2026-03-03T08:00:00Z | snooze"
            + " | {'by':'ana','until':'2026-03-03T08:00:00Z','note':null}",
        "resolve ID --code amended | resolve | {'by':'ana','code':'amended','note':null}",
        "transfer ID --to triage | transfer | {'by':'ana','desk':'triage','note':null}",
        "comment ID hm | comment | {'by':'ana','note':'hm'}",
        "tag ID --tag a,b --tag c | tag | {'by':'ana','tags':['a','b','c']}",
        "link ID causes OTHER | link | {'by':'ana','relation':'CAUSES','work_item_id':'OTHER'}",
        "merge ID OTHER | merge | {'by':'ana','items':['OTHER']}",
        "undo ID | undo | {'by':'ana'}",
        "reject ID --note no | reject | {'by':'ana','note':'no'}",
      })
  void aCommandAsksForItsOperation(String command, String operation, String body) {
    assertThat(work(named(command).split(" "))).isZero();

    Asked last = asked.get(asked.size() - 1);
    assertThat(last.path()).isEqualTo(WorkCommand.PATH + "/" + ID + "/" + operation);
    assertThat(last.body())
        .isEqualTo(
            Json.read(
                named(body).replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class));
    assertThat(out.toString())
        .isEqualToIgnoringNewLines("X-1 is ASSIGNED on payments, ana has it (version 2)\n");
  }

  private static String named(String text) {
    return text.replace("OTHER", OTHER).replace("ID", ID);
  }

  @Test
  void everyOperationOfTheApiHasACommand() {
    Set<String> commands =
        Breakwater.commandLine().getSubcommands().get("work").getSubcommands().keySet();
    assertThat(commands)
        .containsAll(
            Stream.of(OperationKind.values())
                .filter(kind -> !kind.isOfTwoItems())
                .map(OperationKind::path)
                .toList())
        .contains("list", "show", "merge", "split");
  }

  @Test
  void anItemMayBeCalledByItsExceptionAndTheVersionAndTheKeyAreSent() {
    assertThat(work("claim", "X-1", "--expect", "7", "--key", "k")).isZero();

    assertThat(asked.get(0).path()).contains("q=X-1");
    assertThat(asked.get(1).path()).isEqualTo(WorkCommand.PATH + "/" + ID + "/claim");
    assertThat(asked.get(1).ifMatch()).isEqualTo("\"7\"");
    assertThat(asked.get(1).key()).isEqualTo("k");
    assertThat(work("claim", "X-9")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no work item X-9");
  }

  @Test
  void theNextItemOfADeskIsAskedOfTheDesk() {
    assertThat(work("next", "payments")).isZero();
    assertThat(asked.get(0).path()).isEqualTo("/api/v1/desks/payments/claim-next");
    assertThat(out.toString()).startsWith("X-1 is ASSIGNED");
  }

  @Test
  void aRefusalSaysWhatChangedAndIsAProblem() {
    status = 409;
    answer =
        """
        {"status":409,"detail":"Work item is at version 2, not 1.","changes":[{"sequence":2,
         "event":{"type":"assigned","by":"bo","occurred_at":"2026-03-02T12:00:05Z"}}]}""";
    assertThat(work("claim", ID)).isEqualTo(1);
    assertThat(err.toString())
        .contains("at version 2, not 1")
        .contains("#2 assigned by bo at 2026-03-02T12:00:05Z");
  }

  @Test
  void severalItemsAreOneRequestWithAResultEach() {
    answer =
        """
        {"done":1,"refused":1,"results":[{"work_item_id":"1","status":200,"item":%s},
         {"work_item_id":"2","status":409,"problem":{"detail":"No."}}]}"""
            .formatted(ITEM);
    assertThat(work("resolve", ID, OTHER, "--code", "storm")).isEqualTo(1);

    assertThat(asked.get(0).path()).isEqualTo(WorkCommand.PATH + "/bulk");
    assertThat(asked.get(0).body().path("operation").asText()).isEqualTo("resolve");
    assertThat(asked.get(0).body().path("items").size()).isEqualTo(2);
    assertThat(out.toString()).contains("2: No.").contains("1 done, 1 refused");
    assertThat(work("claim", ID, OTHER, "--expect", "1")).isEqualTo(2);
  }

  @Test
  void aListIsATableOrJson() {
    assertThat(work("list", "--desk", "payments", "--tag", "vip")).isZero();
    assertThat(asked.get(0).path())
        .contains("desk=payments")
        .contains("state=open")
        .contains("tag=vip");
    assertThat(out.toString().lines().toList().get(1)).startsWith("P2").endsWith(ID);
    out.getBuffer().setLength(0);
    assertThat(work("list", "--state", "all", "--json")).isZero();
    assertThat(asked.get(1).path()).doesNotContain("state=");
    assertThat(out.toString()).startsWith("{\"work_item_id\"");
  }

  @Test
  void anItemIsShownWithItsHistory() {
    answer =
        """
        {"item":%s,"decision":{"path":["root","payments"]},"earlier":4,"history":[{"sequence":5,
         "event":{"type":"commented","by":"bo","occurred_at":"2026-03-02T12:00:05Z","note":"called"}}]}"""
            .formatted(ITEM);
    assertThat(work("show", ID)).isZero();
    assertThat(out.toString())
        .contains("exception id    X-1")
        .contains("decided by      root, payments")
        .contains("4 earlier events: --all shows them")
        .contains("commented  \"called\"");
  }

  private int work(String... arguments) {
    List<String> all = new ArrayList<>(List.of("work"));
    all.addAll(List.of(arguments));
    all.add("--server");
    all.add("http://127.0.0.1:" + server.getAddress().getPort());
    if (!Set.of("list", "show").contains(arguments[0])) {
      all.add("--by");
      all.add("ana");
    }
    return Breakwater.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
