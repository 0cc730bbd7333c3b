package io.breakwater.routing;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.topic.Topics;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.breakwater.platform.sql.Database;
import io.breakwater.platform.sql.DatabaseSettings;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** Routing in an actor system of its own, as the process runs it. */
public final class Node implements AutoCloseable {

  private final ActorSystem<Void> system;
  private final HikariDataSource db;
  private final Publisher publisher;
  private final AtomicReference<PolicyTimeline> policies = new AtomicReference<>();
  private final RoutingService routing;

  private Node(String jdbcUrl, Topics topics, String policy) {
    db = Database.open(new DatabaseSettings(jdbcUrl, "postgres", "", 20));
    publisher = Publisher.connect(Servers.kafka().bootstrapServers(), Map.of());
    publish(policy);
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "routing-test",
            ConfigFactory.parseString("breakwater.routing.hold.grace = 1 second")
                .withFallback(ConfigFactory.load("application.conf")));
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    routing =
        RoutingService.start(
            system,
            RoutingSettings.from(system.settings().config()),
            new ServiceContext(
                db,
                new Kafka(Servers.kafka().bootstrapServers(), topics, publisher),
                policies::get,
                Clock.systemUTC(),
                OpenTelemetry.noop()));
  }

  /** Starts and waits until it is ready. */
  public static Node start(String jdbcUrl, Topics topics, String policy) {
    Node node = new Node(jdbcUrl, topics, policy);
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> node.routing.notReady().isEmpty());
    return node;
  }

  /** Another policy is in force from now on. */
  public void publish(String yaml) {
    policies.set(PolicyTimeline.EMPTY.with(PolicyParser.parse(yaml)));
  }

  public ActorSystem<?> system() {
    return system;
  }

  public RoutingService routing() {
    return routing;
  }

  public DataSource db() {
    return db;
  }

  public Publisher publisher() {
    return publisher;
  }

  @Override
  public void close() throws Exception {
    routing.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    publisher.close();
    db.close();
  }
}
