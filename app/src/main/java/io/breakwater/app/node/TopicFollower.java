package io.breakwater.app.node;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a small compacted topic from its beginning and then follows it, in every process for itself
 * (no consumer group).
 */
final class TopicFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final String topic;
  private final Consumer<ConsumerRecord<String, byte[]>> sink;
  private final KafkaConsumer<String, byte[]> consumer;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts to read.
   *
   * @param sink takes each record, on one thread; what it throws is logged and the next one follows
   */
  TopicFollower(
      String bootstrapServers, String topic, Consumer<ConsumerRecord<String, byte[]>> sink) {
    this.topic = topic;
    this.sink = sink;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.thread = new Thread(this::run, "follow-" + topic);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Returns when everything that was there at the start has been read.
   *
   * @throws IllegalStateException with one sentence, when that takes longer
   */
  void awaitCaughtUp(Duration atMost) {
    try {
      if (!caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "topic " + topic + " could not be read within " + atMost.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading topic " + topic, e);
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      while (!closed) {
        try {
          follow();
        } catch (WakeupException e) {
          // closed
        } catch (KafkaException e) {
          LOG.warn("topic {} cannot be read now: {}", topic, e.getMessage());
          pause();
        }
      }
    }
  }

  private void follow() {
    if (consumer.assignment().isEmpty()) {
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList());
      consumer.seekToBeginning(consumer.assignment());
    }
    Map<TopicPartition, Long> ends =
        caughtUp.getCount() > 0 ? consumer.endOffsets(consumer.assignment()) : Map.of();
    do {
      consumer.poll(POLL).forEach(this::accept);
    } while (!closed && ends.entrySet().stream().anyMatch(this::isBehind));
    caughtUp.countDown();
  }

  private boolean isBehind(Map.Entry<TopicPartition, Long> end) {
    return consumer.position(end.getKey()) < end.getValue();
  }

  private void accept(ConsumerRecord<String, byte[]> record) {
    try {
      sink.accept(record);
    } catch (RuntimeException e) {
      LOG.error(
          "record {} at offset {} of topic {} was skipped: {}",
          record.key(),
          record.offset(),
          topic,
          e.getMessage());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
