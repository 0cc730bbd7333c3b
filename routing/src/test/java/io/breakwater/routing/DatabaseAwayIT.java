package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseAwayIT {

  @TempDir Path directory;

  @Test
  void intakeWaitsForTheDatabaseAndLosesNothing() throws Exception {
    String policy =
        new String(
            DatabaseAwayIT.class.getResourceAsStream("/policy.yaml").readAllBytes(),
            StandardCharsets.UTF_8);
    Topics topics = Servers.newTopics(2);
    EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("data"), 0);
    int port = postgres.port();
    try (Node node = Node.start(postgres.jdbcUrl(), topics, policy)) {
      send(node, topics, 0, 50);
      awaitTotal(node, 50);

      postgres.close();
      send(node, topics, 50, 150);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> node.routing().notReady().isPresent());
      postgres = EmbeddedPostgres.start(directory.resolve("data"), port);

      awaitTotal(node, 150);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> node.routing().notReady().isEmpty());
      assertThat(node.routing().stats().toCompletableFuture().get(5, TimeUnit.SECONDS).duplicates())
          .isZero();
    } finally {
      postgres.close();
    }
  }

  private static void awaitTotal(Node node, long total) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .ignoreExceptions()
        .until(
            () ->
                node.routing().stats().toCompletableFuture().get(10, TimeUnit.SECONDS).total()
                    == total);
  }

  private static void send(Node node, Topics topics, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      ScoredException scored = Scored.of("X-" + i, Kind.RAISED, i, i);
      node.publisher()
          .publish(topics.scored(), scored.event().key(), Json.bytes(scored), scored.trace())
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    }
  }
}
