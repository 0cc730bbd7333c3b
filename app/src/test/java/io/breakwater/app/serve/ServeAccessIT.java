package io.breakwater.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.Breakwater;
import io.breakwater.app.BreakwaterProcess;
import io.breakwater.app.node.OpenApi;
import io.breakwater.contract.ApiContract;
import io.breakwater.domain.json.Json;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.platform.access.Secrets;
import io.breakwater.platform.http.ApiDocument;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve --access FILE}: tokens, and that every operation that is described is served. */
class ServeAccessIT {
  private static final ApiContract CONTRACT = ApiContract.of(OpenApi.document().tree());
  private static final String ADMIN = "the secret of ada";
  private static final String VIEWER = "the secret of vic";

  @TempDir Path dir;

  @Test
  void tokensAreAskedForAndWhatIsDescribedIsServed() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(dir.resolve("postgres"), 0)) {
      Path config = dir.resolve("serve.conf");
      Files.writeString(
          config,
          """
          breakwater.kafka { bootstrap-servers = "%s", partitions = 2 }
          breakwater.database { jdbc-url = "%s", user = "postgres" }
          """
              .formatted(kafka.bootstrapServers(), postgres.jdbcUrl()));
      assertThatThrownBy(() -> startOpenToAll(config)).hasMessageContaining("exit code 2");
      Path access = dir.resolve("access.yaml");
      String ada = entry("ada", ADMIN, "{admin: all, producer: all}");
      Files.writeString(access, "tokens:\n" + ada + entry("vic", VIEWER, "{viewer: [triage]}"));
      try (BreakwaterProcess serve =
          new BreakwaterProcess(
              List.of(
                  "serve",
                  "--config",
                  config.toString(),
                  "--policy",
                  "../examples/payments-desk/policy.yaml",
                  "--access",
                  access.toString()))) {
        serve.start("/healthz");
        assertTokensAreAskedFor(serve);
        assertTheCommandLineSaysWhoItIs(serve);
        assertEveryOperationIsServed(serve);

        Files.writeString(access, "tokens:\n" + ada);
        Awaitility.await("vic's token is revoked")
            .atMost(Duration.ofSeconds(20))
            .until(() -> status(serve, "GET", "/api/v1/me", VIEWER) == 401);
      }
    }
  }

  private void startOpenToAll(Path config) throws Exception {
    Path open = dir.resolve("open.conf");
    Files.writeString(open, Files.readString(config) + "breakwater.http.host = \"0.0.0.0\"\n");
    try (BreakwaterProcess serve =
        new BreakwaterProcess(List.of("serve", "--config", open.toString()))) {
      serve.start("/healthz");
    }
  }

  private static void assertTokensAreAskedFor(BreakwaterProcess serve) throws Exception {
    assertThat(status(serve, "GET", "/api/v1/stats", null)).isEqualTo(401);
    assertThat(status(serve, "GET", "/api/v1/stats", "guessed")).isEqualTo(401);
    assertThat(status(serve, "GET", "/api/v1/stats", VIEWER)).isEqualTo(200);
    assertThat(status(serve, "POST", "/api/v1/policies/rollback", VIEWER)).isEqualTo(403);
    assertThat(status(serve, "POST", "/api/v1/exceptions", VIEWER)).isEqualTo(403);
    assertThat(status(serve, "GET", "/api/v1/work-items?desk=payments", VIEWER)).isEqualTo(403);
    assertThat(status(serve, "GET", "/", null)).as("the console").isEqualTo(200);
    assertThat(status(serve, "GET", "/api/v1/nothing", ADMIN)).isEqualTo(404);
  }

  private void assertTheCommandLineSaysWhoItIs(BreakwaterProcess serve) throws Exception {
    Path token = dir.resolve("token");
    Files.writeString(token, VIEWER + "\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    String server = serve.uri("").toString();
    String[] me = {"access", "me", "--server", server, "--token-file", token.toString()};
    assertThat(run(me)).contains("others may read").contains("chmod 600");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    assertThat(run(me)).isEqualTo("vic\n  viewer of triage\n");
    assertThat(run("work", "list", "--server", server, "--token", "guessed"))
        .contains("does not take your token: This token is not known.");
    Files.writeString(token, ADMIN);
  }

  /**
   * What the document knows is answered by somebody, not by the rejection of unknown paths, and as
   * it is described.
   */
  private static void assertEveryOperationIsServed(BreakwaterProcess serve) throws Exception {
    JsonNode document = Json.mapper().valueToTree(OpenApi.document().tree());
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (ApiDocument.METHODS.contains(method.getKey())) {
          String name = method.getKey().toUpperCase(Locale.ROOT);
          HttpResponse<InputStream> answer =
              ask(serve, name, path.getKey().replaceAll("\\{[^}]*}", "1"), ADMIN);
          assertKeepsTheContract(name, path.getKey(), answer);
        }
      }
    }
  }

  private static void assertKeepsTheContract(
      String method, String path, HttpResponse<InputStream> answer) throws Exception {
    String type =
        answer.headers().firstValue("content-type").orElse("none/none").replaceFirst(";.*", "");
    Optional<byte[]> whole = Optional.empty();
    try (InputStream body = answer.body()) {
      if (!type.equals("text/event-stream")) { // it does not end
        whole = Optional.of(body.readAllBytes());
      }
    }
    String text = whole.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    assertThat(answer.statusCode()).as(method + " " + path).isNotEqualTo(405).isNotEqualTo(500);
    assertThat(text)
        .as(method + " " + path)
        .doesNotContain("The requested resource could not be found.");
    assertThat(CONTRACT.faults(method, answer.uri().getPath(), answer.statusCode(), type, whole))
        .as(text)
        .isEmpty();
  }

  private static int status(BreakwaterProcess serve, String method, String path, String token)
      throws Exception {
    HttpResponse<InputStream> answer = ask(serve, method, path, token);
    answer.body().close();
    return answer.statusCode();
  }

  private static HttpResponse<InputStream> ask(
      BreakwaterProcess serve, String method, String path, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(serve.uri(path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                method.equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString("{}"))
            .header("content-type", "application/json");
    if (token != null) {
      request.header("authorization", "Bearer " + token);
    }
    return serve.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private static String entry(String name, String secret, String roles) {
    return "  - {name: %s, sha256: %s, roles: %s}\n".formatted(name, Secrets.sha256(secret), roles);
  }

  private static String run(String... arguments) {
    StringWriter said = new StringWriter();
    Breakwater.commandLine()
        .setOut(new PrintWriter(said))
        .setErr(new PrintWriter(said))
        .execute(arguments);
    return said.toString();
  }
}
