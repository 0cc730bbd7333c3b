package io.breakwater.benchmarks.routing;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.policy.ApprovalPolicy;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.breakwater.platform.sql.Database;
import io.breakwater.platform.sql.DatabaseSettings;
import io.breakwater.routing.RoutingSettings;
import io.breakwater.routing.api.ShardedActions;
import io.breakwater.routing.item.WorkItemEventSerializer;
import io.breakwater.routing.item.WorkItemShards;
import io.breakwater.routing.journal.JournalDatabase;
import io.breakwater.routing.outbox.JournalFeed;
import io.breakwater.routing.outbox.Outbox;
import io.breakwater.routing.outbox.OutboxOffset;
import io.breakwater.routing.read.Blocking;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Real servers in a directory, and the rounds that are run against them. */
final class RoutingMeasurement implements AutoCloseable {
  private static final int POOL = 20;
  private static final int WARM_ITEMS = 2_000;

  private static final int OPERATORS = 16;

  /**
   * What one round gave.
   *
   * @param rawOpened rows a second, as are the other rates
   * @param outbox events a second, with nothing else to do
   * @param kept the share of what was written that the outbox had published and projected by then,
   *     both at full speed
   */
  record Round(
      double rawOpened, double cold, double rawUpdated, double warm, double outbox, double kept) {}

  private final EmbeddedPostgres postgres;
  private final EmbeddedKafka kafka;
  private final HikariDataSource db;
  private final Publisher publisher;
  private final ActorSystem<Void> system;
  private final RoutingSettings settings;
  private final ServiceContext context;
  private final RawJournal raw;
  private final WorkItemLoad load;

  /** Bytes of the two kinds of event in the journal. */
  final byte[] opened;

  final byte[] updated;

  RoutingMeasurement(Path directory) throws SQLException {
    postgres = EmbeddedPostgres.start(directory.resolve("postgres"), 0);
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
    kafka.createTopics(4, Topics.DEFAULT.work());
    db = Database.open(new DatabaseSettings(postgres.jdbcUrl(), "postgres", "", POOL));
    publisher = Publisher.connect(kafka.bootstrapServers(), Map.of());
    Database.migrate(db, "routing");
    system =
        ActorSystem.create(Behaviors.empty(), "routing-bench", ConfigFactory.load("routing-bench"));
    settings = RoutingSettings.from(system.settings().config());
    context =
        new ServiceContext(
            db,
            new Kafka(kafka.bootstrapServers(), Topics.DEFAULT, publisher),
            () -> PolicyTimeline.EMPTY,
            Clock.systemUTC(),
            OpenTelemetry.noop());
    JournalDatabase.use(system, db);
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    WorkItemShards.start(system, settings, Clock.systemUTC(), () -> ApprovalPolicy.NONE);
    raw = new RawJournal(postgres.jdbcUrl());
    load = new WorkItemLoad(system);

    WorkItemEvent open = event(Lifecycle.NONE, Kind.RAISED, 0);
    opened = new WorkItemEventSerializer().toBinary(open);
    updated =
        new WorkItemEventSerializer().toBinary(event(Lifecycle.NONE.after(open), Kind.UPDATED, 1));
  }

  private static WorkItemEvent event(Lifecycle item, Kind kind, long sequence) {
    Verdict verdict = item.onUpstream(Sample.scored("sample", kind, sequence), Sample.DECISION);
    return ((Verdict.Happens) verdict).event();
  }

  /** One round: raw and durable of the same bytes, one after the other, then the outbox. */
  Round round(String name, int items, int operations)
      throws InterruptedException, ExecutionException, SQLException {
    String manifest = new WorkItemEventSerializer().manifest(null);
    double rawOpened = raw.write(items * 2, opened, manifest);
    double cold = load.openCold(name, items);
    double rawUpdated = raw.write(operations * 2, updated, manifest);
    double warm = load.updateWarm(name, Math.min(WARM_ITEMS, items), operations);
    double outbox = drainOutbox();
    return new Round(rawOpened, cold, rawUpdated, warm, outbox, kept(name, items, operations));
  }

  /** Writes and publishes at once, both as fast as they can. */
  private double kept(String round, int items, int operations)
      throws InterruptedException, SQLException {
    Outbox outbox = new Outbox(context, settings.outbox(), rows -> {});
    outbox.start();
    load.updateWarm(round, Math.min(WARM_ITEMS, items), 2 * operations);
    double kept = 1 - behind() / (2.0 * operations);
    awaitOutbox();
    outbox.stop();
    return kept;
  }

  /** The 99th percentile of the outbox's lag at a steady rate, in milliseconds. */
  double lagP99Millis(String round, int operations, double perSecond)
      throws InterruptedException, SQLException {
    AtomicReference<OutboxLag> watch = new AtomicReference<>();
    Outbox outbox =
        new Outbox(
            context,
            settings.outbox(),
            rows -> {
              OutboxLag lag = watch.get();
              if (lag != null) {
                lag.visible(rows);
              }
            });
    outbox.start();
    load.updateSteadily(
        round,
        WARM_ITEMS,
        operations,
        perSecond,
        first -> {
          watch.set(new OutboxLag(first, operations));
          return watch.get();
        });
    awaitOutbox();
    outbox.stop();
    return watch.get().p99Millis();
  }

  /** The 99th percentile of a claim from a desk with so many open items, in milliseconds. */
  double claimNextP99Millis(int open, int claims)
      throws InterruptedException, SQLException, ExecutionException {
    Outbox outbox = new Outbox(context, settings.outbox(), rows -> {});
    outbox.start();
    load.openCold("queue", open);
    awaitOutbox();
    ExecutorService threads = Executors.newFixedThreadPool(POOL);
    try {
      ShardedActions actions =
          new ShardedActions(system, new Blocking(db, threads), () -> null, outbox::wake);
      return new ClaimNext(actions, OPERATORS).p99Millis(Sample.DECISION.desk(), claims);
    } finally {
      threads.shutdown();
      outbox.stop();
    }
  }

  private void awaitOutbox() throws SQLException, InterruptedException {
    while (behind() > 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Publishes and projects the round's backlog. */
  private double drainOutbox() throws SQLException, InterruptedException {
    long backlog = behind();
    Semaphore projected = new Semaphore(0);
    Outbox outbox = new Outbox(context, settings.outbox(), rows -> projected.release());
    long start = System.nanoTime();
    outbox.start();
    while (behind() > 0) {
      projected.tryAcquire(10, TimeUnit.MILLISECONDS);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    outbox.stop();
    return backlog / seconds;
  }

  private long behind() throws SQLException {
    try (Connection connection = db.getConnection()) {
      return JournalFeed.behind(connection, OutboxOffset.position(connection));
    }
  }

  @Override
  public void close() {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the actor system did not stop", e);
    } finally {
      publisher.close();
      raw.close();
      db.close();
      kafka.close();
      postgres.close();
    }
  }
}
