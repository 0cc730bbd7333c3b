package io.breakwater.app.flow;

import io.breakwater.app.flow.Flow.ConsumerLag;
import io.breakwater.domain.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How far the consumer groups that commit to Kafka are behind on our topics. */
final class ConsumerLags {
  private static final int PATIENCE_SECONDS = 3;

  private final Admin admin;
  private final Topics topics;

  ConsumerLags(Admin admin, Topics topics) {
    this.admin = admin;
    this.topics = topics;
  }

  /**
   * By group and topic, in this order.
   *
   * @throws IllegalStateException with one sentence, when Kafka does not answer
   */
  List<ConsumerLag> read() {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed();
    Map<TopicPartition, ListOffsetsResultInfo> ends = ends(committed);
    List<ConsumerLag> lags = new ArrayList<>();
    committed.forEach(
        (group, offsets) -> {
          Map<String, Long> byTopic = new TreeMap<>();
          offsets.forEach(
              (partition, offset) -> {
                ListOffsetsResultInfo end = ends.get(partition);
                if (end != null) {
                  byTopic.merge(
                      partition.topic(), Math.max(0, end.offset() - offset.offset()), Long::sum);
                }
              });
          byTopic.forEach((topic, lag) -> lags.add(new ConsumerLag(group, topic, lag)));
        });
    return lags;
  }

  private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed() {
    Map<String, ListConsumerGroupOffsetsSpec> groups =
        await(admin.listGroups().all()).stream()
            .map(GroupListing::groupId)
            .collect(
                Collectors.toMap(Function.identity(), g -> new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<TopicPartition, OffsetAndMetadata>> ours = new TreeMap<>();
    if (groups.isEmpty()) {
      return ours;
    }
    await(admin.listConsumerGroupOffsets(groups).all())
        .forEach(
            (group, offsets) -> {
              Map<TopicPartition, OffsetAndMetadata> kept = new HashMap<>(offsets);
              kept.entrySet()
                  .removeIf(
                      e -> e.getValue() == null || !e.getKey().topic().startsWith(topics.prefix()));
              ours.put(group, kept);
            });
    return ours;
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ends(
      Map<String, Map<TopicPartition, OffsetAndMetadata>> committed) {
    Map<TopicPartition, OffsetSpec> wanted =
        committed.values().stream()
            .flatMap(offsets -> offsets.keySet().stream())
            .distinct()
            .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
    return wanted.isEmpty() ? Map.of() : await(admin.listOffsets(wanted).all());
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "Kafka does not say how far the consumers are"
              + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka", e);
    }
  }
}
