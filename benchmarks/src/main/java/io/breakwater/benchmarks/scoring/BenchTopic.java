package io.breakwater.benchmarks.scoring;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic that a benchmark fills, empties and times. */
final class BenchTopic {

  private static final long POLL_MILLIS = 25;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String bootstrapServers;
  private final List<TopicPartition> partitions;
  private Map<TopicPartition, Long> begin = new HashMap<>();

  BenchTopic(String bootstrapServers, String topic, int partitions) {
    this.bootstrapServers = bootstrapServers;
    this.partitions =
        IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
    this.partitions.forEach(p -> begin.put(p, 0L));
  }

  /** Writes what {@code records} sends, and returns when the broker has all of it. */
  void write(Consumer<Consumer<ProducerRecord<byte[], byte[]>>> records) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "20", "batch.size", "131072");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      records.accept(
          record ->
              producer.send(
                  record,
                  (metadata, error) -> {
                    if (error != null) {
                      throw new IllegalStateException(error);
                    }
                  }));
    }
  }

  /** Forgets what is in the topic, and frees its space. */
  void empty() throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) bootstrapServers));
        KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      begin = consumer.endOffsets(partitions);
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      begin.forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
      admin.deleteRecords(all).all().get();
    }
  }

  /**
   * Waits for at least so many committed records since {@link #empty} and returns how many came.
   * The records' own timestamps would not tell when: Kafka Streams hands on those of its input.
   *
   * @throws IllegalStateException if they do not come
   */
  long await(int records) throws InterruptedException {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return count(await(records, consumer));
    }
  }

  private Map<TopicPartition, Long> await(int records, KafkaConsumer<byte[], byte[]> consumer)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (count(ends) < records) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "after %s only %,d of %,d records came out".formatted(PATIENCE, count(ends), records));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      ends = consumer.endOffsets(partitions);
    }
    return ends;
  }

  private long count(Map<TopicPartition, Long> ends) {
    return partitions.stream().mapToLong(p -> ends.get(p) - begin.get(p)).sum();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
