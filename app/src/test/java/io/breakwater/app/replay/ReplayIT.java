package io.breakwater.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.app.client.EventSender;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.json.Json;
import io.breakwater.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayIT {
  @TempDir static Path dir;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void sendsInEventTimeOrderWithTheKeyAndTheSendingTimeAndTheSameBytesAgain() throws Exception {
    Path csv =
        Files.writeString(
            dir.resolve("a.csv"),
            "id,open,close\n1,2011-07-02,2011-07-04\n2,2011-07-01,2011-07-01\n3,nonsense,\n");
    String mapping =
        """
        time_format: yyyy-MM-dd
        events:
          - {kind: RAISED, occurred_at: open}
          - {kind: RESOLVED, occurred_at: close}
        fields: {exception_id: "{{ id }}", source_id: test, type: a.b}
        attributes: {z: "1", a: "2", m: "{{ id }}"}
        """;
    Replay.Summary summary = replay(csv, mapping, "one");
    assertThat(summary.events()).isEqualTo(4);
    assertThat(summary.skipped()).isEqualTo(1);
    assertThat(summary.examples().get(0)).startsWith("a.csv line 4: 'nonsense' is not a time");

    replay(csv, mapping, "two");
    List<ConsumerRecord<byte[], byte[]>> first = read("one", 4);
    assertThat(first)
        .extracting(ReplayIT::event)
        .extracting(e -> e.exceptionId() + " " + e.kind())
        .containsExactly("2 RAISED", "2 RESOLVED", "1 RAISED", "1 RESOLVED");
    assertThat(first)
        .allSatisfy(
            r -> {
              assertThat(new String(r.key(), StandardCharsets.UTF_8)).isEqualTo(event(r).key());
              assertThat(Instant.ofEpochMilli(r.timestamp()))
                  .isAfter(Instant.now().minusSeconds(60));
            });
    assertThat(read("two", 4))
        .extracting(r -> new String(r.value(), StandardCharsets.UTF_8))
        .isEqualTo(first.stream().map(r -> new String(r.value(), StandardCharsets.UTF_8)).toList());
  }

  @Test
  void boston2011HasEveryRequestAndEveryEnd() throws Exception {
    Path data = Path.of(System.getProperty("breakwater.data", "../../shared/data"));
    Path zip = data.resolve("boston311_2011.zip");
    Assumptions.assumeTrue(Files.exists(zip), "no " + zip.toAbsolutePath() + ": skipped");
    String mapping = Files.readString(Path.of("..", "examples", "boston-311", "mapping.yaml"));

    Replay.Summary summary = replay(zip, mapping, "boston");
    assertThat(summary.rows()).isEqualTo(58_251);
    assertThat(summary.skipped()).as(summary.examples().toString()).isZero();
    assertThat(summary.events()).isEqualTo(58_251 + 54_570);

    Map<Kind, Integer> kinds = new HashMap<>();
    Set<String> keys = new HashSet<>();
    Set<String> desks = new HashSet<>();
    Instant last = Instant.MIN;
    for (ConsumerRecord<byte[], byte[]> record : read("boston", 58_251 + 54_570)) {
      ExceptionEvent event = event(record);
      kinds.merge(event.kind(), 1, Integer::sum);
      keys.add(event.key());
      desks.add(event.deskHint());
      assertThat(event.occurredAt()).isAfterOrEqualTo(last);
      last = event.occurredAt();
    }
    assertThat(kinds)
        .containsExactlyInAnyOrderEntriesOf(Map.of(Kind.RAISED, 58_251, Kind.RESOLVED, 54_570));
    assertThat(keys).hasSize(58_251);
    assertThat(desks).hasSize(103);
  }

  private static Replay.Summary replay(Path file, String mapping, String topic) throws IOException {
    kafka.createTopics(1, topic);
    try (EventSender sender = new EventSender(kafka.bootstrapServers(), topic)) {
      return new Replay(MappingParser.parse(mapping), Pace.MAX, Progress.NONE).run(file, sender);
    }
  }

  private static ExceptionEvent event(ConsumerRecord<byte[], byte[]> record) {
    return Json.read(record.value(), ExceptionEvent.class);
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int polls = 0; records.size() < count && polls < 500; polls++) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }
}
