package io.breakwater.app.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads on a topic of JSON records, from its beginning. */
final class TopicReader implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;

  TopicReader(String bootstrap, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** What has come since the last call. */
  void poll(Consumer<JsonNode> each) {
    consumer
        .poll(Duration.ofMillis(200))
        .forEach(
            record -> {
              try {
                each.accept(Json.mapper().readTree(record.value()));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** What is there now, to the end. */
  void pollToTheEnd(Consumer<JsonNode> each) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll(each);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
