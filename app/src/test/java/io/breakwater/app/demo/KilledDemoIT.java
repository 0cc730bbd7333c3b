package io.breakwater.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.EventSender;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} again and again: nothing is lost and nothing happens twice. */
class KilledDemoIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int EVENTS_BEFORE_EACH_KILL = 300;
  private static final int KILLS = Boolean.getBoolean("breakwater.soak") ? 20 : 3;

  @TempDir Path dir;

  @Test
  void noExceptionIsLostAndNoneIsDoneTwice() throws Exception {
    Path data = dir.resolve("data");
    int sent = 0;
    try (DemoProcess demo = new DemoProcess(data)) {
      for (int kill = 0; kill < KILLS; kill++) {
        if (kill == 0) {
          demo.start("--policy", olderPolicy().toString());
        } else {
          demo.start(); // the policy that it was started with first stays
        }
        sent += send(demo, "before-kill-" + kill);
        awaitSomeWork(demo, sent);
        demo.kill();
      }
      demo.start();
      sent += send(demo, "after");
      int all = sent;
      Awaitility.await("all work items")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(count(demo, "work_items", "total")).isEqualTo(all));
      // The job's counters are in its checkpoints: had they not been restored, or had records been
      // counted twice, this would be another number.
      Awaitility.await("counters")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(count(demo, "exceptions", "received")).isEqualTo(all);
                assertThat(count(demo, "exceptions", "scored")).isEqualTo(all);
                assertThat(count(demo, "exceptions", "duplicate")).isZero();
                assertThat(count(demo, "notifications", "sent")).isEqualTo(all);
              });
      // The topic learns of what was sent a moment later.
      Awaitility.await("outcomes on the topic")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(idsByStep(demo).size()).isEqualTo(all));
    }
  }

  private Path olderPolicy() throws IOException {
    String bundled = Files.readString(Path.of("../examples/payments-desk/policy.yaml"));
    Path older = dir.resolve("policy.yaml");
    Files.writeString(older, bundled.replaceFirst("(?m)^policy: .*$", "policy: somebody-elses"));
    return older;
  }

  private static int send(DemoProcess demo, String run) {
    try (EventSender sender =
        new EventSender(demo.bootstrapServers(), Topics.DEFAULT.exceptions())) {
      for (int i = 0; i < EVENTS_BEFORE_EACH_KILL; i++) {
        String event =
            """
            {"exception_id": "%s-%d", "source_id": "test", "type": "recon.break",
             "severity": "MEDIUM", "occurred_at": "%s"}
            """
                .formatted(run, i, Instant.now());
        sender.send(null, event.getBytes(StandardCharsets.UTF_8));
      }
      sender.flush();
    }
    return EVENTS_BEFORE_EACH_KILL;
  }

  /** So that the kill comes in the middle: some is done, some under way. */
  private static void awaitSomeWork(DemoProcess demo, int sent) {
    Awaitility.await("work under way")
        .atMost(PATIENCE)
        .pollInterval(50, TimeUnit.MILLISECONDS)
        .until(() -> count(demo, "work_items", "total") > sent - EVENTS_BEFORE_EACH_KILL * 3L / 4);
  }

  private static long count(DemoProcess demo, String group, String name) throws Exception {
    JsonNode stats = demo.get("/api/v1/stats");
    return stats.path(group).path(name).asLong();
  }

  /** Each step's idempotency key; fails where one step has two. */
  private static Map<String, String> idsByStep(DemoProcess demo) {
    Map<String, String> ids = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", demo.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.DEFAULT.notifications()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Notification sent = Json.read(record.value(), Notification.class);
          String step =
              String.join("|", sent.workItemId(), sent.step(), sent.channel(), sent.recipient());
          String before = ids.put(step, sent.id());
          assertThat(before == null || before.equals(sent.id())).as(step).isTrue();
        }
      }
    }
    return ids;
  }
}
