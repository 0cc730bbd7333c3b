package io.breakwater.app.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.embedded.LoopbackPorts;
import io.breakwater.platform.sql.Database;
import io.breakwater.platform.sql.DatabaseSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One database, one cluster. */
class DatabaseClaimIT {
  @TempDir Path dir;

  private final List<ActorSystem<?>> systems = new ArrayList<>();
  private EmbeddedPostgres postgres;
  private HikariDataSource db;

  @BeforeEach
  void start() {
    postgres = EmbeddedPostgres.start(dir.resolve("postgres"), 0);
    db = Database.open(new DatabaseSettings(postgres.jdbcUrl(), "postgres", "", 10));
  }

  @AfterEach
  void stop() throws Exception {
    for (ActorSystem<?> system : systems) {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
    db.close();
    postgres.close();
  }

  @Test
  void membersShareItAndAnotherClusterIsRefusedAsLongAsOneIsThere() {
    int first = LoopbackPorts.free();
    Membership founder = node(first, first);
    Membership joiner = node(LoopbackPorts.free(), first);
    Membership stranger = node(0, 0);

    DatabaseClaim founders = DatabaseClaim.of(db, founder);
    DatabaseClaim joiners = DatabaseClaim.of(db, joiner);
    founders.close();
    assertThatThrownBy(() -> DatabaseClaim.of(db, stranger))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another Breakwater works on this database");
    assertThat(joiners.keep()).isTrue();

    joiners.close();
    DatabaseClaim.of(db, stranger).close();
  }

  @Test
  void aDatabaseThatLetGoIsClaimedAgainUnlessAnotherClusterCameFirst() throws SQLException {
    Membership one = node(0, 0);
    Membership other = node(0, 0);
    DatabaseClaim claim = DatabaseClaim.of(db, one);

    cutOff();
    assertThat(claim.keep()).isTrue();
    assertThatThrownBy(() -> DatabaseClaim.of(db, other)).hasMessageContaining("--seed-node");

    cutOff();
    try (DatabaseClaim others = DatabaseClaim.of(db, other)) {
      assertThat(claim.keep()).isFalse();
    }
  }

  /** The server ends the connections that hold a claim, as when it restarts. */
  private void cutOff() throws SQLException {
    try (Connection connection = db.getConnection();
        Statement end = connection.createStatement()) {
      end.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_locks"
              + " WHERE locktype = 'advisory' AND objsubid = 2");
    }
    Awaitility.await("nobody holds a claim")
        .until(
            () -> {
              try (Connection connection = db.getConnection();
                  Statement count = connection.createStatement();
                  var row =
                      count.executeQuery(
                          "SELECT count(*) FROM pg_locks"
                              + " WHERE locktype = 'advisory' AND objsubid = 2")) {
                row.next();
                return row.getLong(1) == 0;
              }
            });
  }

  private Membership node(int port, int seed) {
    Config config =
        ConfigFactory.parseMap(
                Map.of(
                    "akka.remote.artery.canonical.port",
                    port,
                    "akka.cluster.jmx.multi-mbeans-in-same-jvm",
                    "on",
                    "akka.cluster.seed-node-timeout",
                    "1 s",
                    "breakwater.cluster.seed-nodes",
                    seed == 0 ? "" : LoopbackPorts.HOST + ":" + seed))
            .withFallback(ConfigFactory.load())
            .resolve();
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "breakwater", config);
    systems.add(system);
    Membership membership = new Membership(system, ClusterSettings.from(config));
    membership.join();
    return membership;
  }
}
