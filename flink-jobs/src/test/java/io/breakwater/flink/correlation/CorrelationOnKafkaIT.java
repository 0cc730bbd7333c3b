package io.breakwater.flink.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.JobCounts;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelationOnKafkaIT {

  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir static Path kafkaDirectory;

  private static EmbeddedKafka kafka;
  private static KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(kafkaDirectory, 0);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    kafka.close();
  }

  private static Topics topics(String prefix) {
    Topics topics = new Topics(prefix + ".");
    kafka.createTopics(
        PARTITIONS, topics.scored(), topics.incidents(), topics.deadLetters(), topics.counts());
    kafka.createTopics(1, topics.policy());
    return topics;
  }

  private static EmbeddedFlink flink(Path directory, Topics topics) {
    EmbeddedFlink flink =
        EmbeddedFlink.start(
            new EmbeddedFlink.Settings(
                directory, 0, OptionalInt.empty(), 2, 2, Duration.ofMillis(300)));
    flink.submit(
        CorrelationJob.NAME,
        env ->
            CorrelationOnKafka.define(
                env,
                KafkaConnection.plain(kafka.bootstrapServers(), topics),
                CorrelationSettings.DEFAULT));
    return flink;
  }

  private static void send(String topic, String key, byte[] value) {
    producer.send(
        new ProducerRecord<>(topic, key.getBytes(UTF_8), value),
        (metadata, error) -> assertThat(error).isNull());
  }

  private static void publish(Topics topics, String version) {
    send(topics.policy(), "test@" + version, Scored.policy(version).getBytes(UTF_8));
  }

  private static void send(Topics topics, ScoredException scored) {
    send(topics.scored(), scored.event().key(), Json.bytes(scored));
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
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

  private static Map<String, IncidentEvent> incidents(Topics topics) {
    Map<String, IncidentEvent> last = new HashMap<>();
    read(topics.incidents())
        .forEach(
            record -> {
              IncidentEvent event = Json.read(record.value(), IncidentEvent.class);
              assertThat(new String(record.key(), UTF_8)).isEqualTo(event.incidentId());
              last.put(event.incidentId(), event);
            });
    return last;
  }

  private static Map<String, Long> counts(Topics topics) {
    Map<String, Long> last = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : read(topics.counts())) {
      assertThat(new String(record.key(), UTF_8)).isEqualTo("correlation");
      last = Json.read(record.value(), JobCounts.class).counts();
    }
    return last;
  }

  @Test
  void aQuietTopicHoldsNothingBackAndPoisonStopsNothing(@TempDir Path directory) {
    Topics topics = topics("quiet");
    publish(topics, "1");
    send(topics.scored(), "poison", "{\"poison\":".getBytes(UTF_8));
    for (int i = 0; i < 4; i++) {
      send(topics, Scored.scored("E" + i, i * 1_000L, "h", 50));
      send(topics, Scored.scored("N" + i, i * 1_000L, 50, Map.of("signature", "x")));
    }
    send(topics, Scored.scored("E0", 0, "h", 50));
    producer.flush();

    try (EmbeddedFlink flink = flink(directory, topics)) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(incidents(topics)).hasSize(2));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(counts(topics))
                      .containsAllEntriesOf(
                          Map.of(
                              "received", 10L,
                              "invalid", 1L,
                              "members", 14L,
                              "duplicate", 2L,
                              "late", 0L,
                              "failed", 4L,
                              "failed.host", 4L,
                              "opened", 2L)));
    }

    IncidentEvent host =
        incidents(topics).values().stream()
            .filter(event -> event.rule().equals("host"))
            .findFirst()
            .orElseThrow();
    assertThat(host.key()).isEqualTo("h");
    // the fourth would be told five seconds later, but the topic fell quiet
    assertThat(host.memberCount()).isEqualTo(3);
    ConsumerRecord<byte[], byte[]> record =
        read(topics.incidents()).stream()
            .filter(r -> new String(r.key(), UTF_8).equals(host.incidentId()))
            .findFirst()
            .orElseThrow();
    assertThat(new String(record.headers().lastHeader(TraceContext.HEADER).value(), UTF_8))
        .startsWith("00-" + TraceContext.mintFrom("E0").traceId());
    assertThat(read(topics.deadLetters()))
        .singleElement()
        .satisfies(
            letter ->
                assertThat(Json.read(letter.value(), DeadLetter.class).origin().topic())
                    .isEqualTo(topics.scored()));
  }

  @Test
  void aRestartSaysNothingElse(@TempDir Path directory) {
    Topics topics = topics("restart");
    publish(topics, "1");
    for (int i = 0; i < 300; i++) {
      send(topics, Scored.scored("E" + i, i * 500L, "h" + i % 2, 50));
    }
    producer.flush();
    try (EmbeddedFlink flink = flink(directory, topics)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(counts(topics)).containsEntry("members", 600L));
    }
    for (int i = 250; i < 600; i++) {
      send(topics, Scored.scored("E" + i, i * 500L, "h" + i % 2, 50));
    }
    send(topics, Scored.scored("end", 900_000, "other", 50));
    producer.flush();
    try (EmbeddedFlink flink = flink(directory, topics)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(counts(topics))
                      .containsAllEntriesOf(
                          Map.of(
                              "members", 1_302L,
                              "duplicate", 100L,
                              "closed", 3L)));
    }

    assertThat(incidents(topics).values())
        .hasSize(3)
        .allMatch(event -> event.change() == Change.CLOSED);
    assertThat(
            incidents(topics).values().stream()
                .filter(event -> event.rule().equals("host"))
                .map(IncidentEvent::memberCount))
        .containsExactly(300, 300);
  }
}
