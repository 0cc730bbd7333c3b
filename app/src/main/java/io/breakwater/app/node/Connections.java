package io.breakwater.app.node;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.platform.NodeRole;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.http.ProblemException;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.breakwater.platform.policy.Policies;
import io.breakwater.platform.policy.PolicyFeed;
import io.breakwater.platform.sql.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** What a process holds open to Kafka and PostgreSQL, and the policies it has read. */
public final class Connections implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HikariDataSource db;
  private final Publisher publisher;
  private final PolicyFeed policies;
  private final CountsFeed counts;
  private final Admin admin;
  private final Telemetry telemetry;
  private final Kafka kafka;
  private final Clock clock;
  private final Set<NodeRole> roles;

  /**
   * Creates missing topics, connects and reads all policies.
   *
   * @throws IllegalStateException with one sentence, when Kafka or PostgreSQL does not answer
   */
  public Connections(NodeSettings settings, Clock clock) {
    String bootstrap = settings.kafka().bootstrapServers();
    TopicPlan.createMissing(settings.kafka());
    this.clock = clock;
    this.roles = settings.roles();
    this.db = pool(settings);
    this.publisher = Publisher.connect(bootstrap, Map.of());
    this.kafka = new Kafka(bootstrap, settings.kafka().topics(), publisher);
    this.policies = PolicyFeed.follow(bootstrap, kafka.topics().policy());
    this.counts = new CountsFeed(kafka);
    this.admin =
        Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    this.telemetry = new Telemetry();
    awaitPolicies();
  }

  /**
   * Publishes a policy unless the very same one is there, and returns when this process knows it.
   *
   * @param retroactive whether a further version may be in force from an instant in the past
   * @throws IllegalStateException with one sentence, when it is refused
   */
  public void publishPolicy(String yaml, boolean retroactive) {
    try {
      String id =
          versions()
              .publish(yaml, new Policies.Publishing(null, null, null, retroactive))
              .toCompletableFuture()
              .join()
              .id();
      awaitPolicy(id);
    } catch (ProblemException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "the policy could not be published: " + e.getCause().getMessage(), e.getCause());
    }
  }

  /** The versions of the policy, to list and to publish. */
  Policies versions() {
    return new Policies(kafka, policies, clock);
  }

  /** Every policy version known now. */
  public PolicyTimeline policies() {
    return policies.get();
  }

  /** What the service modules get. */
  public ServiceContext context() {
    return new ServiceContext(db, kafka, policies, clock, telemetry.api(), roles);
  }

  CountsFeed counts() {
    return counts;
  }

  Admin admin() {
    return admin;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  @Override
  public void close() {
    counts.close();
    policies.close();
    publisher.close();
    admin.close(PATIENCE);
    db.close();
    telemetry.close();
  }

  private static HikariDataSource pool(NodeSettings settings) {
    try {
      return Database.open(settings.database());
    } catch (PoolInitializationException e) {
      throw new IllegalStateException(
          "PostgreSQL cannot be used at "
              + settings.database().jdbcUrl()
              + ": "
              + e.getCause().getMessage(),
          e);
    }
  }

  private void awaitPolicies() {
    try {
      if (!policies.awaitCaughtUp(PATIENCE)) {
        throw new IllegalStateException(
            "the policies could not be read from Kafka within " + PATIENCE.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the policies", e);
    }
  }

  private void awaitPolicy(String id) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (policies.get().byId(id).isEmpty()) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "policy " + id + " was published but did not come back from Kafka");
        }
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while publishing policy " + id, e);
    }
  }
}
