package io.breakwater.routing;

import static io.breakwater.domain.event.Kind.RAISED;
import static io.breakwater.domain.event.Kind.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutingIT {

  private final String database = Servers.newDatabase();
  private final Topics topics = Servers.newTopics(4);
  private String policy;

  @BeforeEach
  void readPolicy() throws IOException {
    policy =
        new String(
            RoutingIT.class.getResourceAsStream("/policy.yaml").readAllBytes(),
            StandardCharsets.UTF_8);
  }

  @Test
  void twoThousandExceptionsBecomeExactlyOneItemEachWhateverIsSentTwice() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      List<ScoredException> sent = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        sent.add(Scored.of("X-" + i, RAISED, i, i));
      }
      for (int i = 0; i < 500; i++) {
        // Twenty redeliveries and 480 records of a producer that sent them again.
        sent.add(Scored.of("X-" + i, RAISED, i, i < 20 ? i : 10_000 + i));
      }
      send(node, sent);
      // The very same records again: a redelivery, not another duplicate.
      send(node, sent);

      await(node, stats -> stats.total() == 2000 && stats.duplicates() == 480);
      assertThat(stats(node).byState()).isEqualTo(Map.of(WorkItemState.QUEUED, 2000L));
      assertThat(stats(node).byDesk()).isEqualTo(Map.of("triage", 2000L));
      assertThat(work()).hasSize(2000).allMatch(r -> r.sequence() == 1);
    }
  }

  @Test
  void aRestartKeepsEverythingAndGoesOn() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      send(node, List.of(Scored.of("A", RAISED, 0, 0), Scored.of("B", RAISED, 0, 1)));
      await(node, stats -> stats.total() == 2);
    }
    try (Node node = Node.start(database, topics, policy)) {
      assertThat(stats(node).total()).isEqualTo(2);
      send(
          node,
          List.of(
              Scored.of("A", RAISED, 0, 0),
              Scored.of("A", RESOLVED, 60, 2),
              Scored.of("C", RAISED, 0, 3)));

      await(
          node,
          stats ->
              stats.byState().equals(Map.of(WorkItemState.QUEUED, 2L, WorkItemState.RESOLVED, 1L)));
      assertThat(work()).hasSize(4);
    }
  }

  @Test
  void aResolvedThatComesFirstOpensTheItemResolved() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      send(node, List.of(Scored.of("A", RESOLVED, 60, 0), Scored.of("A", RAISED, 0, 1)));

      await(node, stats -> stats.byState().equals(Map.of(WorkItemState.RESOLVED, 1L)));
      Awaitility.await().untilAsserted(() -> assertThat(work()).hasSize(2));
      assertThat(work())
          .extracting(r -> r.event().getClass().getSimpleName())
          .containsExactly("Opened", "Updated");
    }
  }

  @Test
  void poisonGoesToTheDeadLettersAndBlocksNothing() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      publish(node, "A", "{\"event\":".getBytes(StandardCharsets.UTF_8));
      publish(node, "B", "{}".getBytes(StandardCharsets.UTF_8));
      send(node, List.of(Scored.of("A", RAISED, 0, 0)));

      await(node, stats -> stats.total() == 1);
      List<DeadLetter> letters =
          records(topics.deadLetters()).stream()
              .map(r -> Json.read(r.value(), DeadLetter.class))
              .toList();
      assertThat(letters).hasSize(2);
      assertThat(letters)
          .allSatisfy(
              letter -> {
                assertThat(letter.code()).isEqualTo("not-a-scored-exception");
                assertThat(letter.origin().topic()).isEqualTo(topics.scored());
                assertThat(letter.trace().traceId()).hasSize(32);
              });
    }
  }

  @Test
  void aDeskAssignsTheLeastLoadedWithinCapacityAndMakesRoomAgain() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      List<ScoredException> sent = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        sent.add(Scored.of("P-" + i, RAISED, i, i, "payments"));
      }
      send(node, sent);

      await(
          node,
          stats ->
              stats.byState().equals(Map.of(WorkItemState.QUEUED, 2L, WorkItemState.ASSIGNED, 4L)));
      Map<String, Integer> load = new HashMap<>();
      for (WorkRecord record : work()) {
        if (record.event() instanceof WorkItemEvent.Assigned assigned) {
          load.merge(assigned.assignee(), 1, Integer::sum);
          assertThat(assigned.desk()).isEqualTo("payments");
          assertThat(assigned.by()).isEqualTo("desk:payments");
        }
      }
      assertThat(load).isEqualTo(Map.of("ana", 2, "bo", 2));

      send(node, List.of(Scored.of("P-0", RESOLVED, 100, 100, "payments")));
      await(
          node,
          stats ->
              stats
                  .byState()
                  .equals(
                      Map.of(
                          WorkItemState.QUEUED,
                          1L,
                          WorkItemState.ASSIGNED,
                          4L,
                          WorkItemState.RESOLVED,
                          1L)));
    }
  }

  @Test
  void aDeskGoesOnAfterARestartAndWithNewMembers() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      List<ScoredException> sent = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        sent.add(Scored.of("P-" + i, RAISED, i, i, "payments"));
      }
      send(node, sent);
      await(node, stats -> stats.byState().getOrDefault(WorkItemState.ASSIGNED, 0L) == 4);
    }
    try (Node node = Node.start(database, topics, policy)) {
      assertThat(stats(node).byState().get(WorkItemState.ASSIGNED)).isEqualTo(4);
      node.publish(policy.replace("{name: bo, capacity: 2}", "{name: bo, capacity: 9}"));

      await(node, stats -> stats.byState().equals(Map.of(WorkItemState.ASSIGNED, 6L)));
    }
  }

  private static RoutingStats stats(Node node) throws Exception {
    return node.routing().stats().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  private static void await(Node node, java.util.function.Predicate<RoutingStats> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> stats(node), condition);
  }

  private void send(Node node, List<ScoredException> scored) throws Exception {
    CompletableFuture<?>[] sent =
        scored.stream()
            .map(
                s ->
                    node.publisher()
                        .publish(topics.scored(), s.event().key(), Json.bytes(s), s.trace())
                        .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(sent).get(10, TimeUnit.SECONDS);
  }

  private void publish(Node node, String key, byte[] value) throws Exception {
    node.publisher()
        .publish(topics.scored(), key, value, TraceContext.mint("exceptions", 0, 7))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private List<WorkRecord> work() {
    return records(topics.work()).stream()
        .map(r -> Json.read(r.value(), WorkRecord.class))
        .sorted(
            java.util.Comparator.comparing(WorkRecord::workItemId)
                .thenComparing(WorkRecord::sequence))
        .toList();
  }

  /** Everything the topic has now. */
  static List<ConsumerRecord<String, byte[]>> records(String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, Servers.kafka().bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }
}
