package io.breakwater.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.BreakwaterProcess;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.embedded.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes of {@code serve} are a cluster. Under load one is killed, the one that has been
 * there longest and so has everything of which there is one; then another is restarted.
 */
class ThreeNodesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration RESUMED = Duration.ofSeconds(30);
  private static final Path POLICY = Path.of("../examples/payments-desk/policy.yaml");
  private static final Topics TOPICS = new Topics("bank.");
  private static final int PARTITIONS = 6;
  private static final int PER_SECOND = 50;

  @TempDir Path dir;

  private EmbeddedKafka kafka;
  private EmbeddedPostgres postgres;
  private Journal journal;
  private final List<BreakwaterProcess> nodes = new ArrayList<>();

  @BeforeEach
  void startServers() throws Exception {
    kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
    postgres = EmbeddedPostgres.start(dir.resolve("postgres"), 0);
    journal = new Journal(postgres.jdbcUrl());
    Path config = dir.resolve("serve.conf");
    Files.writeString(
        config,
        """
        breakwater.kafka { bootstrap-servers = "%s", topic-prefix = "bank.", partitions = %d }
        breakwater.database { jdbc-url = "%s", user = "postgres" }
        breakwater.cluster.size = 3
        """
            .formatted(kafka.bootstrapServers(), PARTITIONS, postgres.jdbcUrl()));
    List<Integer> ports = Stream.generate(LoopbackPorts::free).limit(3).toList();
    String seeds =
        ports.stream()
            .map(port -> LoopbackPorts.HOST + ":" + port)
            .collect(Collectors.joining(","));
    for (int port : ports) {
      nodes.add(
          new BreakwaterProcess(
              List.of(
                  "serve",
                  "--config",
                  config.toString(),
                  "--seed-node",
                  seeds,
                  "--cluster-port",
                  Integer.toString(port)),
              // Three of them, and the servers, on the machine of a build.
              List.of("-Xmx512m", "-XX:MaxDirectMemorySize=128m", "-XX:TieredStopAtLevel=1")));
    }
  }

  @AfterEach
  void stopServers() throws Exception {
    for (BreakwaterProcess node : nodes) {
      node.close();
    }
    journal.close();
    postgres.close();
    kafka.close();
  }

  @Test
  void oneIsKilledAndOneRestartedUnderLoadAndNothingIsLostOrDoneTwice() throws Exception {
    BreakwaterProcess oldest = nodes.get(0);
    oldest.launch("--policy", POLICY.toString());
    oldest.await("/healthz");
    nodes.get(1).launch();
    nodes.get(2).launch();
    for (BreakwaterProcess node : nodes) {
      node.await("/readyz");
    }
    awaitCluster(oldest, 3);
    List<BreakwaterProcess> survivors = nodes.subList(1, 3);

    Policy policy = PolicyParser.parse(Files.readString(POLICY));
    try (ScoredLoad load = new ScoredLoad(kafka.bootstrapServers(), TOPICS, policy.id());
        OperationLoad operations = new OperationLoad(survivors, load::sent)) {
      load.start(PER_SECOND);
      awaitItems(PER_SECOND * 3);
      operations.start();
      awaitItems(PER_SECOND * 6);

      oldest.kill();
      Duration resumed = resumed(load);
      awaitCluster(nodes.get(1), 2);

      assertThat(nodes.get(1).terminate()).isEqualTo(143); // SIGTERM, after an orderly end
      nodes.get(1).launch();
      nodes.get(1).await("/readyz");
      awaitCluster(nodes.get(2), 2);
      awaitItems(load.sent());

      Set<String> comments = operations.stop();
      int sent = load.stop();
      awaitItems(sent);
      report(resumed, sent, comments.size(), operations.unanswered());
      assertThat(resumed).isLessThan(RESUMED);
      assertOneOwnerAndNothingTwice(sent, comments);
      assertToldOnce(sent);
    }
  }

  /**
   * How long after now everything is there that is sent in the next second: on every partition, for
   * every shard.
   */
  private Duration resumed(ScoredLoad load) {
    long killed = System.nanoTime();
    int first = load.sent();
    List<String> next =
        IntStream.range(first, first + PER_SECOND).mapToObj(ScoredLoad::workItemId).toList();
    Awaitility.await("the work items of the next second")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> journal.has(next));
    return Duration.ofNanos(System.nanoTime() - killed);
  }

  private void assertOneOwnerAndNothingTwice(int sent, Set<String> comments) throws Exception {
    assertThat(journal.number("SELECT count(DISTINCT persistence_id) FROM routing.event_journal"))
        .isEqualTo(sent);
    assertThat(journal.opened()).isEqualTo(sent);
    assertThat(journal.itemsWithGaps()).isZero();
    assertThat(journal.itemsOfTwoOwnersAtOnce()).isZero();
    // An answer may be lost after the comment was written: then it was asked for again.
    assertThat(journal.comments()).doesNotHaveDuplicates().containsAll(comments);
  }

  private void assertToldOnce(int sent) {
    Awaitility.await("one notification of each")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(
                      journal.number(
                          "SELECT count(*) FROM sla.notifications WHERE status = 'SENT'"))
                  .isEqualTo(sent);
              JsonNode stats = nodes.get(2).get("/api/v1/stats");
              assertThat(stats.path("work_items").path("total").asLong()).isEqualTo(sent);
              assertThat(stats.path("notifications").path("sent").asLong())
                  .isEqualTo(journal.number("SELECT count(*) FROM sla.notifications"));
              assertThat(stats.path("sla").path("running").asLong())
                  .isEqualTo(
                      journal.number("SELECT count(*) FROM sla.clocks WHERE outcome = 'RUNNING'"));
              assertThat(journal.number("SELECT count(*) FROM sla.items")).isEqualTo(sent);
            });
  }

  private void awaitItems(int items) {
    Awaitility.await(items + " work items")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> journal.number("SELECT count(*) FROM routing.work_items") >= items);
  }

  private static void awaitCluster(BreakwaterProcess node, int size) {
    Awaitility.await("a cluster of " + size)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode members = node.get("/api/v1/flow").path("cluster").path("nodes");
              assertThat(members).hasSize(size);
              assertThat(members)
                  .allMatch(m -> m.path("status").asText().equals("Up"))
                  .allMatch(m -> m.path("reachable").asBoolean());
            });
  }

  private void report(Duration resumed, int sent, int comments, int unanswered)
      throws IOException, java.sql.SQLException {
    System.out.printf(
        "three nodes: intake resumed %d ms after kill -9; %d exceptions, %d"
            + " comments confirmed, %d tries without answer, %d work items changed owner%n",
        resumed.toMillis(), sent, comments, unanswered, journal.itemsThatMoved());
  }
}
