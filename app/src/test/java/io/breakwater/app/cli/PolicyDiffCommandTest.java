package io.breakwater.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDiffCommandTest {
  private static final Path EXAMPLE = Path.of("../examples/payments-desk/policy.yaml");

  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private String example;
  private String changed;

  @BeforeEach
  void change() throws IOException {
    example = Files.readString(EXAMPLE);
    changed =
        Files.writeString(
                dir.resolve("changed.yaml"),
                example
                    .replace("\"2026.1\"", "\"2026.2\"")
                    .replace("within: PT5M", "within: PT10M"))
            .toString();
  }

  @Test
  void saysWhatDiffersBySection() {
    assertThat(diff(EXAMPLE.toString(), changed)).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "payments-desk@2026.1 -> payments-desk@2026.2",
            "",
            "slas",
            "  ~ SLA urgent, acknowledge within: from 5 minutes to 10 minutes");
    assertThat(diff("--exit-code", EXAMPLE.toString(), changed)).isEqualTo(1);
  }

  @Test
  void saysThatNothingDiffers() {
    assertThat(diff("--exit-code", changed, changed)).isZero();
    assertThat(out.toString()).contains("nothing differs");
  }

  @Test
  void saysTheSameAsJson() throws IOException {
    assertThat(diff("--json", EXAMPLE.toString(), changed)).isZero();
    JsonNode diff = Json.mapper().readTree(out.toString());
    assertThat(diff.path("changes")).hasSize(1);
    assertThat(diff.at("/changes/0/section").asText()).isEqualTo("slas");
    assertThat(diff.at("/changes/0/kind").asText()).isEqualTo("CHANGED");
    assertThat(diff.at("/changes/0/to").asText()).isEqualTo("10 minutes");
  }

  @Test
  void oneMayBeOnTheServer() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/policies/payments-desk@2026.1",
        exchange -> {
          byte[] bytes = example.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(diff("--server", url, "payments-desk@2026.1", changed)).isZero();
      assertThat(out.toString()).contains("acknowledge within: from 5 minutes");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aFileThatIsNotThereIsWrongUsage() {
    assertThat(diff(changed, dir.resolve("nothing.yaml").toString())).isEqualTo(2);
  }

  private int diff(String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "policy";
    all[1] = "diff";
    System.arraycopy(args, 0, all, 2, args.length);
    return Breakwater.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(all);
  }
}
