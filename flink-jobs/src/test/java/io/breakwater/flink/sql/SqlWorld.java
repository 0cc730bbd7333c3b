package io.breakwater.flink.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with Breakwater's topics, and SQL over them. */
final class SqlWorld implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  private static final int PARTITIONS = 3;

  private final EmbeddedKafka kafka;
  private final KafkaProducer<byte[], byte[]> producer;

  SqlWorld(Path directory) {
    kafka = EmbeddedKafka.start(directory, 0);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** The topics of a prefix that no other test has. */
  Topics topics(String prefix) {
    Topics topics = new Topics(prefix + ".");
    for (TopicTable<?> table : TopicTables.ALL) {
      kafka.createTopics(PARTITIONS, table.topic().apply(topics));
    }
    return topics;
  }

  /** Writes a record to the partition that its key falls on. */
  void send(String topic, String key, String value) {
    producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8)));
    producer.flush();
  }

  SqlSettings between(Topics topics, Instant from, Instant to) {
    return new SqlSettings(
        kafka.bootstrapServers(), topics, Optional.of(from), Optional.of(to), Optional.empty());
  }

  SqlSettings endless(Topics topics) {
    return new SqlSettings(
        kafka.bootstrapServers(), topics, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static SqlRun define(SqlSettings settings, String sql) {
    return SqlRun.define(
        StreamExecutionEnvironment.createLocalEnvironment(2, SqlRun.configuration(settings, 2)),
        settings,
        sql);
  }

  /** Runs the SQL to its end; the rows in no order, since two subtasks produce them. */
  static Printed run(SqlSettings settings, String sql) {
    SqlRun run = define(settings, sql);
    Printed printed = new Printed();
    run.run(printed);
    return printed;
  }

  /** The latest value of each key on a topic, as text. */
  Map<String, String> latest(String topic) {
    Map<String, String> latest = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records(topic)) {
      latest.put(new String(record.key(), UTF_8), new String(record.value(), UTF_8));
    }
    return latest;
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public void close() {
    producer.close();
    kafka.close();
  }
}
