package io.breakwater.flink.kafka;

import io.breakwater.domain.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning, and then what has come since. */
public final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  TopicReader(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            // Else the broker may keep a request half a second, though there is something to read.
            Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 20),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Everything that is now on the topic and was not read before; in order by partition. */
  public List<ConsumerRecord<byte[], byte[]>> more() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      consumer.poll(POLL).forEach(records::add);
    }
    return records;
  }

  /** The same, as JSON of this type. */
  public <T> List<T> more(Class<T> type) {
    return more().stream().map(record -> Json.read(record.value(), type)).toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
