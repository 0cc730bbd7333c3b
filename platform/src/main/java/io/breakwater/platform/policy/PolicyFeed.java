package io.breakwater.platform.policy;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the compacted policy topic and holds every version as a {@link PolicyTimeline}. A version
 * that does not parse is logged and skipped: the running ones stay in force.
 */
public final class PolicyFeed implements Supplier<PolicyTimeline>, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PolicyFeed.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KafkaConsumer<String, byte[]> consumer;
  private final TopicPartition partition;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread reader;
  private final Map<String, Publication> publications = new ConcurrentHashMap<>();
  private volatile PolicyTimeline timeline = PolicyTimeline.EMPTY;
  private volatile boolean closed;

  private PolicyFeed(String bootstrapServers, String topic) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "breakwater-policy-feed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.partition = new TopicPartition(topic, 0);
    this.reader = new Thread(this::read, "policy-feed");
    reader.setDaemon(true);
  }

  /** Starts to follow the topic from its beginning. */
  public static PolicyFeed follow(String bootstrapServers, String topic) {
    PolicyFeed feed = new PolicyFeed(bootstrapServers, topic);
    feed.reader.start();
    return feed;
  }

  /**
   * Waits until everything that stood on the topic at the start has been read.
   *
   * @return false if that took longer than {@code atMost}
   */
  public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
    return caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public PolicyTimeline get() {
    return timeline;
  }

  /** Who published a version, by {@code policy@version}; empty if it is not known. */
  public Optional<Publication> publication(String id) {
    return Optional.ofNullable(publications.get(id));
  }

  private void read() {
    try (consumer) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = endOffset();
      while (!closed) {
        readOn(end);
      }
    } catch (WakeupException | InterruptException e) {
      log.debug("the policy feed was closed");
    }
  }

  private void readOn(long end) {
    try {
      if (consumer.position(partition) >= end) {
        caughtUp.countDown();
      }
      for (ConsumerRecord<String, byte[]> version : consumer.poll(Duration.ofMillis(200))) {
        accept(version);
      }
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      log.warn("the policy topic {} cannot be read now: {}", partition.topic(), e.getMessage());
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private long endOffset() {
    while (true) {
      try {
        return consumer.endOffsets(List.of(partition)).get(partition);
      } catch (WakeupException | InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        log.warn("the policy topic {} cannot be read yet: {}", partition.topic(), e.getMessage());
      }
    }
  }

  private void accept(ConsumerRecord<String, byte[]> version) {
    if (version.value() == null) {
      log.warn("policy {}: a tombstone is ignored, every version is kept", version.key());
      return;
    }
    try {
      Policy policy = PolicyParser.parse(new String(version.value(), StandardCharsets.UTF_8));
      publications.put(policy.id(), Publication.of(version));
      timeline = timeline.with(policy);
      log.info("policy {} is known, in force from {}", policy.id(), policy.effectiveFrom());
    } catch (RuntimeException e) {
      log.error("policy {} is refused and has no effect: {}", version.key(), e.getMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      reader.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
