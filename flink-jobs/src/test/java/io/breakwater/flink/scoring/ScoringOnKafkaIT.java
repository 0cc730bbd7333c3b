package io.breakwater.flink.scoring;

import static io.breakwater.flink.scoring.Samples.NOON;
import static io.breakwater.flink.scoring.Samples.bytes;
import static io.breakwater.flink.scoring.Samples.event;
import static io.breakwater.flink.scoring.Samples.policy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.FeatureRecord;
import io.breakwater.domain.event.JobCounts;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
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

class ScoringOnKafkaIT {

  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(40);

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
        PARTITIONS,
        topics.exceptions(),
        topics.scored(),
        topics.features(),
        topics.deadLetters(),
        topics.counts());
    kafka.createTopics(1, topics.policy());
    return topics;
  }

  private static EmbeddedFlink flink(Path directory) {
    return EmbeddedFlink.start(
        new EmbeddedFlink.Settings(
            directory, 0, OptionalInt.empty(), 2, 2, Duration.ofMillis(300)));
  }

  private static JobClient submit(EmbeddedFlink flink, Topics topics) {
    return flink.submit(
        ScoringJob.NAME,
        env ->
            ScoringOnKafka.define(
                env,
                KafkaConnection.plain(kafka.bootstrapServers(), topics),
                ScoringSettings.DEFAULT));
  }

  private static void send(String topic, String key, byte[] value) {
    send(new ProducerRecord<>(topic, bytes(key), value));
  }

  private static void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(record, (metadata, error) -> assertThat(error).isNull());
  }

  private static void sendEvent(Topics topics, String exceptionId, int second) {
    send(
        topics.exceptions(),
        exceptionId,
        Samples.json(event(exceptionId, NOON.plusSeconds(second))));
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

  private static List<ScoredException> scored(Topics topics) {
    return read(topics.scored()).stream()
        .map(record -> Json.read(record.value(), ScoredException.class))
        .toList();
  }

  private static Map<String, Long> counts(Topics topics) {
    Map<String, Long> last = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : read(topics.counts())) {
      assertThat(new String(record.key(), UTF_8)).isEqualTo("scoring");
      last = Json.read(record.value(), JobCounts.class).counts();
    }
    return last;
  }

  @Test
  void scoresWhatIsGoodAndSetsAsideWhatIsNot(@TempDir Path directory) throws Exception {
    Topics topics = topics("mixed");
    send(topics.policy(), "test@1", bytes(policy("1", "2026-01-01T00:00:00Z", 30)));
    String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    ProducerRecord<byte[], byte[]> traced =
        new ProducerRecord<>(topics.exceptions(), bytes("T"), Samples.json(event("T", NOON)));
    traced.headers().add(TraceContext.HEADER, bytes(traceparent));
    send(traced);
    send(traced);
    for (int i = 0; i < 1_000; i++) {
      if (i % 100 == 50) {
        send(topics.exceptions(), "poison", bytes("{\"poison\":" + i));
      } else {
        sendEvent(topics, "E" + i, i);
      }
    }
    producer.flush();

    try (EmbeddedFlink flink = flink(directory)) {
      submit(flink, topics);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(counts(topics))
                      .containsAllEntriesOf(
                          Map.of(
                              "received", 1_002L,
                              "invalid", 10L,
                              "invalid.not-json", 10L,
                              "duplicate", 1L,
                              "scored", 991L)));
    }

    List<ScoredException> scored = scored(topics);
    assertThat(scored).hasSize(991);
    assertThat(scored)
        .allSatisfy(
            s -> {
              assertThat(s.score()).isEqualTo(85);
              assertThat(s.priority()).isEqualTo(Priority.P1);
              assertThat(s.policyVersion()).isEqualTo("test@1");
              assertThat(s.late()).isFalse();
              assertThat(s.eventId()).isEqualTo(s.event().eventId());
            });

    ConsumerRecord<byte[], byte[]> record =
        read(topics.scored()).stream()
            .filter(r -> new String(r.key(), UTF_8).equals(event("T", NOON).key()))
            .findFirst()
            .orElseThrow();
    assertThat(new String(record.headers().lastHeader(TraceContext.HEADER).value(), UTF_8))
        .isEqualTo(traceparent);
    assertThat(record.timestamp()).isGreaterThan(NOON.toEpochMilli() + 3_600_000);

    assertThat(read(topics.deadLetters()))
        .hasSize(10)
        .allSatisfy(
            r -> {
              DeadLetter letter = Json.read(r.value(), DeadLetter.class);
              assertThat(letter.code()).isEqualTo("not-json");
              assertThat(letter.payload()).startsWith("{\"poison\":");
              assertThat(letter.origin().topic()).isEqualTo(topics.exceptions());
              assertThat(letter.trace().traceId()).hasSize(32);
            });
  }

  @Test
  void aRestartLosesNothingAndCountsNothingTwice(@TempDir Path directory) throws Exception {
    Topics topics = topics("restart");
    send(topics.policy(), "test@1", bytes(policy("1", "2026-01-01T00:00:00Z", 30)));
    for (int i = 0; i < 500; i++) {
      sendEvent(topics, "E" + i, i);
      sendEvent(topics, "E" + i, i);
    }
    producer.flush();

    try (EmbeddedFlink flink = flink(directory)) {
      submit(flink, topics);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(counts(topics)).containsEntry("received", 1_000L));
      // More arrives, and the cluster goes down without a word: whatever the last checkpoint holds.
      for (int i = 500; i < 700; i++) {
        sendEvent(topics, "E" + i, i);
      }
      producer.flush();
    }

    send(topics.policy(), "test@2", bytes(policy("2", "2026-03-31T12:15:00Z", 5)));
    for (int i = 600; i < 1_000; i++) {
      sendEvent(topics, "E" + i, i);
    }
    producer.flush();
    try (EmbeddedFlink flink = flink(directory)) {
      submit(flink, topics);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(counts(topics))
                      .containsAllEntriesOf(
                          Map.of(
                              "received", 1_600L,
                              "invalid", 0L,
                              "duplicate", 600L,
                              "scored", 1_000L)));
    }

    List<ScoredException> scored = scored(topics);
    Set<String> ids = scored.stream().map(s -> s.event().exceptionId()).collect(Collectors.toSet());
    assertThat(ids).hasSize(1_000);
    // At least once: what was scored twice is the same record of the same origin.
    Map<String, Set<Object>> origins = new HashMap<>();
    scored.forEach(
        s -> origins.computeIfAbsent(s.eventId(), id -> new HashSet<>()).add(s.origin()));
    assertThat(origins.values()).allSatisfy(o -> assertThat(o).hasSize(1));
    assertThat(scored)
        .allSatisfy(
            s ->
                assertThat(s.policyVersion())
                    .isEqualTo(
                        s.event().occurredAt().isBefore(NOON.plusSeconds(900))
                            ? "test@1"
                            : "test@2"));
  }

  @Test
  void featuresSurviveARestartAndThePastIsScoredAgainWhenAsked(@TempDir Path directory)
      throws Exception {
    Topics topics = topics("features");
    String features = "features: {declare: [{name: all, aggregate: count, window: PT50S}]}\n";
    String first = policy("1", "2026-01-01T00:00:00Z", 30);
    send(topics.policy(), "test@1", bytes(first + features));
    for (int i = 0; i < 300; i++) {
      sendEvent(topics, "E" + i, i);
    }
    producer.flush();
    try (EmbeddedFlink flink = flink(directory)) {
      submit(flink, topics);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(counts(topics)).containsEntry("scored", 300L));
    }

    for (int i = 300; i < 400; i++) {
      sendEvent(topics, "E" + i, i);
    }
    producer.flush();
    try (EmbeddedFlink flink = flink(directory)) {
      submit(flink, topics);
      // The last events wait for nothing: the partitions fall quiet.
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(counts(topics)).containsEntry("scored", 400L));
    }
    for (ScoredException scored : scored(topics)) {
      int second = Integer.parseInt(scored.event().exceptionId().substring(1));
      int inFull = second - second / 5 * 5 + 1 + Math.min(9, second / 5) * 5;
      // The two partitions came one after the other at the start: some were late then.
      assertThat(scored.features().get("all")).isBetween(1.0, (double) inFull);
    }
    assertThat(
            read(topics.features()).stream()
                .map(record -> Json.read(record.value(), FeatureRecord.class).eventId())
                .distinct())
        .hasSize(400);

    String second = policy("2", "2026-03-31T12:03:20Z", 5); // noon and 200 seconds
    send(topics.policy(), "test@2", bytes(second + features));
    producer.flush();
    try (EmbeddedFlink flink = flink(directory)) {
      flink.submit(
          RescoreOnKafka.NAME,
          env ->
              RescoreOnKafka.define(
                  env,
                  KafkaConnection.plain(kafka.bootstrapServers(), topics),
                  new RescoreSettings(
                      NOON.plusSeconds(150),
                      NOON.plusSeconds(250),
                      "features.rescored",
                      ScoringSettings.DEFAULT)));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(ids("features.rescored")).hasSize(100));
    }
    assertThat(read("features.rescored"))
        .map(record -> Json.read(record.value(), ScoredException.class))
        .allSatisfy(
            s ->
                assertThat(s.policyVersion())
                    .isEqualTo(
                        s.event().occurredAt().isBefore(NOON.plusSeconds(200))
                            ? "test@1"
                            : "test@2"));
    assertThat(counts(topics)).containsEntry("scored", 400L);
  }

  private static Set<String> ids(String topic) {
    return read(topic).stream()
        .map(record -> Json.read(record.value(), ScoredException.class).eventId())
        .collect(Collectors.toSet());
  }

  @Test
  void eventsWaitForTheFirstPolicy(@TempDir Path directory) throws Exception {
    Topics topics = topics("early");
    for (int i = 0; i < 50; i++) {
      sendEvent(topics, "E" + i, i);
    }
    producer.flush();

    try (EmbeddedFlink flink = flink(directory)) {
      submit(flink, topics);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(counts(topics)).containsEntry("received", 50L));
      assertThat(read(topics.scored())).isEmpty();

      send(topics.policy(), "test@1", bytes(policy("1", "2026-06-01T00:00:00Z", 30)));
      producer.flush();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(scored(topics)).hasSize(50));
    }
  }
}
