package io.breakwater.app.policy.backtest;

import io.breakwater.domain.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A history from the topics {@code scored} and {@code work}, as they stand when the reading begins.
 * Belongs to no consumer group, so nobody else notices.
 */
public final class TopicHistory {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String bootstrapServers;
  private final Topics topics;

  public TopicHistory(String bootstrapServers, Topics topics) {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
  }

  /**
   * Reads all of it into a history.
   *
   * @return how many records were no such record, and left out
   */
  public long read(RecordedHistory history) {
    RecordReader reader = new RecordReader(history);
    return read(topics.scored(), Long.MAX_VALUE, reader::scored)
        + read(topics.work(), Long.MAX_VALUE, reader::work);
  }

  /**
   * Reads the newest scored exceptions into a history.
   *
   * @param most about how many: as many from each partition
   * @return how many records were no scored exceptions, and left out
   */
  public long readNewest(RecordedHistory history, long most) {
    return read(topics.scored(), most, new RecordReader(history)::scored);
  }

  private long read(String topic, long newest, Consumer<byte[]> reader) {
    long unreadable = 0;
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer
          .beginningOffsets(partitions)
          .forEach(
              (partition, begin) ->
                  consumer.seek(
                      partition,
                      Math.max(
                          begin, ends.get(partition) - Math.max(1, newest / partitions.size()))));
      int silent = 0;
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        silent = records.isEmpty() ? silent + 1 : 0;
        if (silent * POLL.toMillis() > PATIENCE.toMillis()) {
          throw new IllegalStateException(
              "topic %s gave nothing for %s; it was cut while it was read, or its broker is away"
                  .formatted(topic, PATIENCE));
        }
        for (ConsumerRecord<String, byte[]> record : records) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          if (record.offset() < ends.get(partition) && !take(record, reader)) {
            unreadable++;
          }
        }
      }
    }
    return unreadable;
  }

  private static boolean take(ConsumerRecord<String, byte[]> record, Consumer<byte[]> reader) {
    try {
      reader.accept(record.value());
      return true;
    } catch (TooMuch e) {
      throw e;
    } catch (IllegalArgumentException | NullPointerException e) {
      return false;
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
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
  }
}
