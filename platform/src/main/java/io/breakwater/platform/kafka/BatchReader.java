package io.breakwater.platform.kafka;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic into a table, batch by batch, on a thread of its own. Offsets are committed after a
 * batch is stored: a batch may come again, so the sink must make nothing of what it has seen. When
 * the sink or Kafka fails, reading starts again from the last commit; a record that can never be
 * stored is for the sink to deal with.
 */
public final class BatchReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BatchReader.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Settings settings;
  private final Sink sink;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile KafkaConsumer<String, byte[]> consumer;
  private volatile String problem;

  /**
   * What to read.
   *
   * @param groupId the consumer group that shares out the partitions
   * @param batch the most records in one batch
   * @param retryAfter the pause after a failure
   */
  public record Settings(
      String bootstrapServers, String topic, String groupId, int batch, Duration retryAfter) {}

  /** Where the records go. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Stores all of them, or fails.
     *
     * @param records in the order of each partition; never empty
     */
    void store(List<ConsumerRecord<String, byte[]>> records) throws SQLException;
  }

  private BatchReader(Settings settings, Sink sink) {
    this.settings = settings;
    this.sink = sink;
    this.problem = "Topic " + settings.topic() + " is not read yet: no partitions are assigned.";
    this.thread = new Thread(this::run, "read-" + settings.topic());
    thread.setDaemon(true);
  }

  /** Starts reading where the group is; a group that is new begins at the topic's beginning. */
  public static BatchReader start(Settings settings, Sink sink) {
    BatchReader reader = new BatchReader(settings, sink);
    reader.thread.start();
    return reader;
  }

  /** Why nothing is being stored, as a sentence; empty while all is well. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Lets the batch under way be stored and leaves the group. */
  @Override
  public void close() {
    stopping.countDown();
    KafkaConsumer<String, byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (isRunning()) {
        try (KafkaConsumer<String, byte[]> opened = connect()) {
          consumer = opened;
          follow(opened);
        } catch (WakeupException e) {
          // closed: the loop's condition says so
        } catch (SQLException | RuntimeException e) {
          problem = "Topic " + settings.topic() + " is not being read: " + e.getMessage();
          log.warn("topic {} is read again in {}", settings.topic(), settings.retryAfter(), e);
          stopping.await(settings.retryAfter().toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isRunning() {
    return stopping.getCount() > 0;
  }

  private void follow(KafkaConsumer<String, byte[]> source) throws SQLException {
    source.subscribe(List.of(settings.topic()), new Joined());
    boolean uncommitted = false;
    while (isRunning()) {
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      source.poll(POLL).forEach(records::add);
      if (!records.isEmpty()) {
        sink.store(records);
        uncommitted = true;
      }
      uncommitted = uncommitted && !committed(source);
    }
  }

  /** False while another reader comes or goes: the next poll has to take part in that first. */
  private static boolean committed(KafkaConsumer<String, byte[]> source) {
    try {
      source.commitSync();
      return true;
    } catch (RebalanceInProgressException e) {
      return false;
    }
  }

  /** All is well once the group has shared out the partitions, also if others got all of them. */
  private final class Joined implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      problem = null;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // What was read of them has been stored and committed between two polls.
    }
  }

  private KafkaConsumer<String, byte[]> connect() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG,
            settings.groupId(),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName(),
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            settings.batch(),
            // A process that was killed gives its partitions up soon; the broker's least is 6 s.
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            6_000,
            // Records may have megabytes.
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            4 * 1024 * 1024),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }
}
