package io.breakwater.audit.ledger;

import io.breakwater.audit.AuditSettings;
import io.breakwater.audit.fact.FactReader;
import io.breakwater.domain.topic.Topics;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the fact topics and appends every record to the ledger, on one thread of its own.
 *
 * <p>Where to go on is in PostgreSQL, in the same transaction as the facts; the consumer group only
 * shares out the partitions. One thread that polls, seals and polls again can neither reorder a
 * partition nor hold more than a batch in memory, and a rebalance happens between two batches,
 * never inside one.
 */
public final class Ledger {
  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final Duration IDLE_POLL = Duration.ofMillis(500);

  private final String bootstrapServers;
  private final Topics topics;
  private final AuditSettings settings;
  private final LedgerWriter writer;
  private final FactReader reader;
  private final Clock clock;
  private final LedgerMetrics metrics;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "breakwater-ledger");

  private volatile Consumer<byte[], byte[]> consumer;
  private volatile String problem = "The audit ledger has no partitions assigned yet.";

  public Ledger(
      String bootstrapServers,
      Topics topics,
      AuditSettings settings,
      LedgerWriter writer,
      Clock clock,
      LedgerMetrics metrics) {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
    this.settings = settings;
    this.writer = writer;
    this.reader = new FactReader(topics);
    this.clock = clock;
    this.metrics = metrics;
    thread.setDaemon(true);
  }

  /** Starts reading; returns at once. */
  public void start() {
    thread.start();
  }

  /** Why nothing is being recorded, as a sentence; empty while the ledger runs. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Seals what was read, leaves the group and returns when the thread has ended. */
  public void stop() throws InterruptedException {
    stopping.countDown();
    Consumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    thread.join();
  }

  private void run() {
    try {
      while (isRunning()) {
        try (Consumer<byte[], byte[]> opened = connect()) {
          consumer = opened;
          consume(opened);
        } catch (SQLException | RuntimeException e) {
          problem = "The audit ledger is not recording: " + rootOf(e).getMessage();
          metrics.failed();
          log.warn("the ledger starts again in {}", settings.retryAfter(), e);
          stopping.await(settings.retryAfter().toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kafka's client wraps what a rebalance listener throws. */
  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private boolean isRunning() {
    return stopping.getCount() > 0;
  }

  private void consume(Consumer<byte[], byte[]> source) throws SQLException {
    Assignment assignment = new Assignment(source, writer);
    source.subscribe(topics.facts(), assignment);
    List<Entry> pending = new ArrayList<>();
    Instant due = Instant.MAX;
    while (isRunning()) {
      for (ConsumerRecord<byte[], byte[]> record : poll(source, due)) {
        pending.add(new Entry(assignment.claimOf(record), reader.read(record)));
      }
      if (assignment.joined()) {
        problem = null;
      }
      if (due.equals(Instant.MAX) && !pending.isEmpty()) {
        due = clock.instant().plus(settings.batchWait());
      }
      if (pending.size() >= settings.batchFacts() || !clock.instant().isBefore(due)) {
        seal(assignment, pending);
        due = Instant.MAX;
      }
      metrics.lag(assignment.lag());
    }
    seal(assignment, pending);
  }

  private Iterable<ConsumerRecord<byte[], byte[]>> poll(
      Consumer<byte[], byte[]> source, Instant due) {
    Duration wait = IDLE_POLL;
    if (!due.equals(Instant.MAX)) {
      Duration left = Duration.between(clock.instant(), due);
      wait = left.isNegative() ? Duration.ZERO : left.compareTo(wait) < 0 ? left : wait;
    }
    try {
      return source.poll(wait);
    } catch (WakeupException e) {
      return List.of(); // the loop's condition says why
    }
  }

  private void seal(Assignment assignment, List<Entry> pending) throws SQLException {
    // A partition that went away meanwhile is recorded by whoever has it now.
    pending.removeIf(entry -> !assignment.holds(entry.claim()));
    if (!pending.isEmpty()) {
      writer.append(pending);
      metrics.sealed(pending);
      pending.clear();
    }
  }

  private Consumer<byte[], byte[]> connect() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.GROUP_ID_CONFIG,
            settings.consumerGroup(),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName(),
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            settings.batchFacts(),
            // A process that was killed gives its partitions up soon; the broker's least is 6 s.
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            6_000,
            // Nobody waits for the ledger: larger, rarer fetches leave the cores to those who do.
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            64 * 1024,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            200,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            4 * 1024 * 1024),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
