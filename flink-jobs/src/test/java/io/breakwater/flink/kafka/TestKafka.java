package io.breakwater.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.domain.event.JobCounts;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with every topic of one prefix, what a test sends there and what it reads. */
public final class TestKafka implements AutoCloseable {

  /** Of every topic that may have several. */
  public static final int PARTITIONS = 2;

  private final EmbeddedKafka kafka;
  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;

  private TestKafka(EmbeddedKafka kafka, Topics topics) {
    this.kafka = kafka;
    this.topics = topics;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG,
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Starts it; on a directory of an earlier one it serves the same records. */
  public static TestKafka start(Path directory, int port, String prefix) {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory, port);
    Topics topics = new Topics(prefix);
    kafka.createTopics(
        PARTITIONS,
        topics.exceptions(),
        topics.deadLetters(),
        topics.features(),
        topics.scored(),
        topics.incidents(),
        topics.work(),
        topics.sla(),
        topics.slaReport());
    kafka.createTopics(1, topics.policy(), topics.counts());
    return new TestKafka(kafka, topics);
  }

  /** Where clients find it. */
  public int port() {
    return kafka.port();
  }

  /** The names of its topics. */
  public Topics topics() {
    return topics;
  }

  /** How jobs reach it. */
  public KafkaConnection connection() {
    return KafkaConnection.plain(kafka.bootstrapServers(), topics);
  }

  /** Hands a record to the producer; {@link #flush} returns when it is stored. */
  public void send(String topic, int partition, String key, byte[] value) {
    var unused = producer.send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value));
  }

  /** Publishes a policy. */
  public void sendPolicy(String key, String yaml) {
    send(topics.policy(), 0, key, yaml.getBytes(UTF_8));
  }

  /** Returns when everything that was sent is stored. */
  public void flush() {
    producer.flush();
  }

  /** Everything that is now on a topic, as JSON of this type. */
  public <T> List<T> read(String topic, Class<T> type) {
    return records(topic).stream().map(record -> Json.read(record.value(), type)).toList();
  }

  /** The last counts that a job said; empty before it said any. */
  public Map<String, Long> counts(String job) {
    return read(topics.counts(), JobCounts.class).stream()
        .filter(counts -> counts.job().equals(job))
        .reduce((earlier, later) -> later)
        .map(JobCounts::counts)
        .orElse(Map.of());
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
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
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
