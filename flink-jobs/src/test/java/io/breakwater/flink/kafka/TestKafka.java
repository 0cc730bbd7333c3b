package io.breakwater.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.domain.event.JobCounts;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with every topic of one prefix, what a test sends there and what it reads. */
public final class TestKafka implements AutoCloseable {

  /** Of every topic that may have several, unless a test wants more. */
  public static final int PARTITIONS = 2;

  private final EmbeddedKafka kafka;
  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;

  private TestKafka(EmbeddedKafka kafka, Topics topics, KafkaProducer<byte[], byte[]> producer) {
    this.kafka = kafka;
    this.topics = topics;
    this.producer = producer;
  }

  /** Starts it; on a directory of an earlier one it serves the same records. */
  public static TestKafka start(Path directory, int port, String prefix) {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory, port);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG,
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    return of(kafka, producer, prefix, PARTITIONS);
  }

  /** The topics of another prefix on this broker, which is closed as this. */
  public TestKafka under(String otherPrefix) {
    return under(otherPrefix, PARTITIONS);
  }

  /** The same, with so many partitions. */
  public TestKafka under(String otherPrefix, int partitions) {
    return of(kafka, producer, otherPrefix, partitions);
  }

  private static TestKafka of(
      EmbeddedKafka kafka, KafkaProducer<byte[], byte[]> producer, String prefix, int partitions) {
    Topics topics = new Topics(prefix);
    kafka.createTopics(
        partitions,
        topics.exceptions(),
        topics.deadLetters(),
        topics.features(),
        topics.scored(),
        topics.incidents(),
        topics.work(),
        topics.sla(),
        topics.slaReport(),
        topics.notifications());
    kafka.createTopics(1, topics.policy(), topics.counts());
    return new TestKafka(kafka, topics, producer);
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
    send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value));
  }

  /** The same, to the partition that the key falls on. */
  public void send(String topic, String key, byte[] value) {
    send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
  }

  /** The same, in the trace of whoever sends it. */
  public void send(String topic, String key, byte[] value, TraceContext trace) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
    record.headers().add(TraceContext.HEADER, trace.traceparent().getBytes(UTF_8));
    send(record);
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var unused = producer.send(record);
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
    try (TopicReader reader = reader(topic)) {
      return reader.more(type);
    }
  }

  /** Everything that is now on a topic. */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    try (TopicReader reader = reader(topic)) {
      return reader.more();
    }
  }

  /** Reads a topic on and on. */
  public TopicReader reader(String topic) {
    return new TopicReader(kafka.bootstrapServers(), topic);
  }

  /** The last counts that a job said; empty before it said any. */
  public Map<String, Long> counts(String job) {
    return read(topics.counts(), JobCounts.class).stream()
        .filter(counts -> counts.job().equals(job))
        .reduce((earlier, later) -> later)
        .map(JobCounts::counts)
        .orElse(Map.of());
  }

  @Override
  public void close() {
    producer.close();
    kafka.close();
  }
}
