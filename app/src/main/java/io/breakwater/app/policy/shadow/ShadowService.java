package io.breakwater.app.policy.shadow;

import akka.Done;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.routing.DeskLoads;
import io.breakwater.domain.routing.Moment;
import io.breakwater.platform.Service;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.kafka.BatchReader;
import io.breakwater.platform.sql.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running part: while a candidate is started, reads topic {@code scored} for it, in a consumer
 * group and on a thread of its own, so that production neither waits for it nor fails with it.
 * Whether one runs stands in the database, where every node looks each second; so it survives
 * restarts, and nodes share the partitions.
 */
public final class ShadowService implements Service {
  private static final Logger log = LoggerFactory.getLogger(ShadowService.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int BATCH = 500;

  private final ServiceContext context;
  private final Optional<DeskLoads> loads;
  private final ShadowStore store;
  private final Route routes;
  private final Semaphore wake = new Semaphore(0);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "shadow");
  private long reading;
  private BatchReader reader;

  private ShadowService(ServiceContext context, Optional<DeskLoads> loads, Executor threads) {
    this.context = context;
    this.loads = loads;
    this.store = new ShadowStore(context.db());
    this.routes = new ShadowRoutes(this, threads).routes();
  }

  /**
   * Migrates schema {@code shadow} and goes on with the candidate that runs, if one does.
   *
   * @param loads production's, which a candidate sees too; empty where nothing is taken in, and so
   *     nothing is decided
   * @param threads where requests use the database
   */
  public static ShadowService start(
      ServiceContext context, Optional<DeskLoads> loads, Executor threads) {
    Database.migrate(context.db(), "shadow");
    ShadowService service = new ShadowService(context, loads, threads);
    service.thread.setDaemon(true);
    if (loads.isPresent()) {
      service.thread.start();
    }
    return service;
  }

  /** Every version that production knows. */
  PolicyTimeline policies() {
    return context.policies().get();
  }

  /**
   * Starts a candidate with the next event.
   *
   * @return false if another one runs
   */
  boolean begin(Policy candidate, String by) throws SQLException {
    if (store.running().isPresent()) {
      return false;
    }
    Instant now = context.clock().instant();
    String group =
        context.kafka().topics().prefix()
            + "shadow-"
            + Identity.hash128("shadow", candidate.id(), now.toString()).substring(0, 12);
    beginAtTheEnd(group); // before anybody can read in that group
    boolean started = store.start(candidate, group, by, now);
    wake.release();
    return started;
  }

  /**
   * Stops the candidate that runs.
   *
   * @return false if none did
   */
  boolean end() throws SQLException {
    boolean stopped = store.stop(context.clock().instant());
    wake.release();
    return stopped;
  }

  /** The latest candidate's; empty if there never was one. */
  Optional<ShadowReport> report(int limit) throws SQLException {
    return store.report(limit);
  }

  @Override
  public String name() {
    return "shadow";
  }

  @Override
  public Route routes() {
    return routes;
  }

  /** A shadow never keeps production from being ready. */
  @Override
  public Optional<String> notReady() {
    return Optional.empty();
  }

  @Override
  public CompletionStage<Done> stop() {
    stopping.countDown();
    wake.release();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            thread.join();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Done.getInstance();
        });
  }

  private void watch() {
    try {
      while (stopping.getCount() > 0) {
        look();
        if (wake.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopReading();
    }
  }

  private void look() {
    try {
      Optional<ShadowStore.Running> running = store.running();
      if (running.map(ShadowStore.Running::id).orElse(0L) != reading) {
        stopReading();
        running.ifPresent(this::read);
      }
    } catch (SQLException | RuntimeException e) {
      log.warn("whether a shadow runs cannot be seen now: {}", e.toString());
    }
  }

  private void read(ShadowStore.Running running) {
    reading = running.id();
    PolicyTimeline candidate;
    try {
      candidate = PolicyTimeline.EMPTY.with(PolicyParser.parse(running.yaml()));
    } catch (RuntimeException e) {
      park(running.id(), "It cannot be read any more: " + e.getMessage());
      return;
    }
    log.info("policy {} runs beside production", running.policyId());
    reader =
        BatchReader.start(
            new BatchReader.Settings(
                context.kafka().bootstrapServers(),
                context.kafka().topics().scored(),
                running.group(),
                BATCH,
                LOOK),
            new ShadowWriter(
                context.db(),
                running.id(),
                said ->
                    Shadowed.of(
                        policies(),
                        candidate,
                        said,
                        new Moment(context.clock().instant(), loads.orElseThrow())),
                why -> park(running.id(), why),
                context.clock()));
  }

  private void park(long id, String why) {
    log.warn("shadow {} is parked: {}", id, why);
    try {
      store.park(id, why, context.clock().instant());
    } catch (SQLException e) {
      throw new IllegalStateException("shadow " + id + " could not be parked", e);
    }
    wake.release();
  }

  private void stopReading() {
    reading = 0;
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  /** What stands on the topic already is for a backtest. */
  private void beginAtTheEnd(String group) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                context.kafka().bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(context.kafka().topics().scored()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.commitSync(
          consumer.endOffsets(partitions).entrySet().stream()
              .collect(
                  Collectors.toMap(Map.Entry::getKey, e -> new OffsetAndMetadata(e.getValue()))));
    }
  }
}
