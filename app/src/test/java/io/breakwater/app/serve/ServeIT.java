package io.breakwater.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.BreakwaterProcess;
import io.breakwater.app.client.ApiClient;
import io.breakwater.app.client.EventSender;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.embedded.LoopbackPorts;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.KafkaConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./breakwater serve} in a process of its own, against servers of somebody else. */
class ServeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path POLICY = Path.of("../examples/payments-desk/policy.yaml");
  private static final Topics TOPICS = new Topics("bank.");

  @TempDir static Path dir;

  private static EmbeddedKafka kafka;
  private static EmbeddedPostgres postgres;
  private static Path config;

  @BeforeAll
  static void startServers() throws Exception {
    kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
    postgres = EmbeddedPostgres.start(dir.resolve("postgres"), 0);
    config = dir.resolve("serve.conf");
    Files.writeString(
        config,
        """
        breakwater.kafka { bootstrap-servers = "%s", topic-prefix = "bank.", partitions = 2 }
        breakwater.database { jdbc-url = "%s", user = "postgres" }
        """
            .formatted(kafka.bootstrapServers(), postgres.jdbcUrl()));
  }

  @AfterAll
  static void stopServers() {
    postgres.close();
    kafka.close();
  }

  @Test
  void itIsReadyWhenTheJobRunsRoutesWhatComesAndGoesOnAfterAKill() throws Exception {
    int flinkPort = LoopbackPorts.free();
    try (BreakwaterProcess serve =
        new BreakwaterProcess(
            List.of(
                "serve",
                "--config",
                config.toString(),
                "--policy",
                POLICY.toString(),
                "--with-flink-rest",
                "http://" + LoopbackPorts.HOST + ":" + flinkPort))) {
      serve.start("/healthz");
      assertThat(serve.get("/readyz").path("problems").path("flink").asText())
          .contains("no Flink cluster answers");

      try (EmbeddedFlink flink = startJobs(flinkPort)) {
        serve.await("/readyz");
        send("first");
        awaitItems(serve, 1);
        startShadow(serve);
        assertNoSecondProcess();
        serve.kill();
        send("while nobody serves");
        serve.start("/readyz");
        send("after the kill");
        awaitItems(serve, 3);
        Awaitility.await("notifications")
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(stats(serve).path("notifications").path("sent").asLong())
                        .isEqualTo(3));
        awaitShadow(serve);
        assertThat(backtest(serve).at("/report/moves").toString())
            .isEqualTo("[{\"from\":\"reconciliations\",\"to\":\"payments\",\"items\":3}]");
      }
    }
  }

  private static String candidate() throws IOException {
    return Files.readString(POLICY)
        .replace("version: \"2026.1\"", "version: \"2026.2\"")
        .replace("      desk: reconciliations\n", "      desk: payments\n");
  }

  private static void startShadow(BreakwaterProcess serve) throws IOException {
    new ApiClient(serve.uri("/"))
        .post(
            "/api/v1/policies/shadow",
            Json.mapper().createObjectNode().put("policy", candidate()),
            Map.of());
  }

  /** It was killed with the process, and goes on where it was. */
  private static void awaitShadow(BreakwaterProcess serve) {
    Awaitility.await("the shadow")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode report = serve.get("/api/v1/policies/shadow");
              assertThat(report.path("seen").asInt()).isEqualTo(2);
              assertThat(report.path("moved").asInt()).isEqualTo(2);
              assertThat(report.path("candidate").asText()).isEqualTo("payments-desk@2026.2");
            });
  }

  private static JsonNode backtest(BreakwaterProcess serve) throws IOException {
    ApiClient api = new ApiClient(serve.uri("/"));
    JsonNode started =
        api.post(
            "/api/v1/policies/backtests",
            Json.mapper().createObjectNode().put("policy", candidate()),
            Map.of());
    String path = "/api/v1/policies/backtests/" + started.path("id").asText();
    Awaitility.await("the backtest")
        .atMost(PATIENCE)
        .until(() -> api.get(path).path("state").asText().equals("DONE"));
    return api.get(path);
  }

  /** Two would be two clusters, and each would own every work item. */
  private static void assertNoSecondProcess() throws Exception {
    try (BreakwaterProcess second =
        new BreakwaterProcess(List.of("serve", "--config", config.toString()))) {
      assertThatThrownBy(() -> second.start("/healthz")).hasMessageContaining("exit code 2");
    }
  }

  private static EmbeddedFlink startJobs(int port) {
    EmbeddedFlink flink =
        EmbeddedFlink.start(
            new EmbeddedFlink.Settings(
                dir.resolve("flink"),
                port,
                OptionalInt.empty(),
                Jobs.STANDING.size(),
                1,
                Duration.ofSeconds(5)));
    KafkaConnection connection = KafkaConnection.plain(kafka.bootstrapServers(), TOPICS);
    Jobs.STANDING.forEach(job -> flink.submit(job, 1, connection));
    return flink;
  }

  private static void send(String id) {
    try (EventSender sender = new EventSender(kafka.bootstrapServers(), TOPICS.exceptions())) {
      String event =
          """
          {"exception_id": "%s", "source_id": "test", "type": "recon.break",
           "severity": "MEDIUM", "occurred_at": "%s"}
          """
              .formatted(id, Instant.now());
      sender.send(null, event.getBytes(StandardCharsets.UTF_8));
      sender.flush();
    }
  }

  private static void awaitItems(BreakwaterProcess serve, long items) {
    Awaitility.await(items + " work items")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(stats(serve).path("work_items").path("total").asLong())
                    .isEqualTo(items));
  }

  private static JsonNode stats(BreakwaterProcess serve) throws Exception {
    return serve.get("/api/v1/stats");
  }
}
