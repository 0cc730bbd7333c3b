package io.breakwater.flink.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where jobs begin and end in Kafka. */
public final class KafkaEnds {
  private KafkaEnds() {}

  private static final Duration POLL = Duration.ofMillis(200);

  /** Fifteen minutes: no broker allows more unless it is told to. */
  private static final String TRANSACTION_TIMEOUT_MILLIS = "900000";

  /** The largest dead letter has 1 MiB of payload, escaped or in base64, and its headers. */
  private static final String MAX_REQUEST_BYTES = Integer.toString(4 * 1024 * 1024);

  /**
   * A topic from its beginning, or from the checkpoint that the job is restored from. Offsets
   * committed to Kafka only tell people about the lag: counts since the beginning need the
   * beginning.
   */
  public static <T> KafkaSource<T> source(
      KafkaConnection kafka,
      String topic,
      String group,
      KafkaRecordDeserializationSchema<T> reader) {
    return builder(kafka, topic, group, reader).build();
  }

  /** What is on a topic when the job starts, from its beginning, and no more. */
  public static <T> KafkaSource<T> presentSource(
      KafkaConnection kafka,
      String topic,
      String group,
      KafkaRecordDeserializationSchema<T> reader) {
    return builder(kafka, topic, group, reader).setBounded(OffsetsInitializer.latest()).build();
  }

  private static <T> KafkaSourceBuilder<T> builder(
      KafkaConnection kafka,
      String topic,
      String group,
      KafkaRecordDeserializationSchema<T> reader) {
    return KafkaSource.<T>builder()
        .setBootstrapServers(kafka.bootstrapServers())
        .setTopics(topic)
        .setGroupId(kafka.topics().prefix() + group)
        .setClientIdPrefix(kafka.topics().prefix() + group + "." + topic)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperties(kafka.properties(Map.of("fetch.min.bytes", "1", "fetch.max.wait.ms", "50")))
        .setDeserializer(reader);
  }

  /** At least once: everything written is acknowledged before a checkpoint completes. */
  public static <T> KafkaSink<T> sink(
      KafkaConnection kafka, KafkaRecordSerializationSchema<T> writer) {
    return builder(kafka, writer).setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build();
  }

  /**
   * Exactly once for readers of committed records only, who see them once a checkpoint is complete.
   *
   * @param name of the sink, unique in the installation: it fences the transactions of a run before
   */
  public static <T> KafkaSink<T> exactlyOnceSink(
      KafkaConnection kafka, String name, KafkaRecordSerializationSchema<T> writer) {
    return builder(kafka, writer)
        .setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS)
        .setTransactionalIdPrefix(kafka.topics().prefix() + name)
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .build();
  }

  private static <T> KafkaSinkBuilder<T> builder(
      KafkaConnection kafka, KafkaRecordSerializationSchema<T> writer) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(kafka.bootstrapServers())
        .setKafkaProducerConfig(
            kafka.properties(
                Map.of(
                    "acks", "all",
                    "linger.ms", "20",
                    "batch.size", "65536",
                    "buffer.memory", "16777216",
                    "max.request.size", MAX_REQUEST_BYTES)))
        .setRecordSerializer(writer);
  }

  /**
   * Creates a topic with as many partitions as another has, unless it is there.
   *
   * @throws IllegalStateException if the broker does not do it
   */
  public static void createLike(KafkaConnection kafka, String topic, String other) {
    Properties properties = kafka.properties(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    try (Admin admin = Admin.create(properties)) {
      if (admin.listTopics().names().get().contains(topic)) {
        return;
      }
      int partitions =
          admin.describeTopics(List.of(other)).allTopicNames().get().get(other).partitions().size();
      NewTopic like = new NewTopic(topic, Optional.of(partitions), Optional.empty());
      admin.createTopics(List.of(like)).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot create topic " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topic " + topic, e);
    }
  }

  /** Everything that is now on a topic of one partition, in order. */
  public static List<ConsumerRecord<byte[], byte[]>> presentRecords(
      KafkaConnection kafka, String topic) {
    Properties properties = kafka.properties(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<ConsumerRecord<byte[], byte[]>> present = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(present::add);
      }
      return present;
    }
  }
}
