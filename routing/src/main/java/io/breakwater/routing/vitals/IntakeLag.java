package io.breakwater.routing.vitals;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records of a topic a consumer group has not committed. Asked of the broker, so that it
 * is true also while the consumer is down.
 */
final class IntakeLag implements AutoCloseable {
  private static final int SECONDS = 5;

  private final Admin admin;
  private final String groupId;
  private final String topic;

  IntakeLag(String bootstrapServers, String groupId, String topic) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    this.groupId = groupId;
    this.topic = topic;
  }

  /** Records not committed yet; what was never committed counts from the topic's beginning. */
  long records() throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, Long> ends = offsets(OffsetSpec.latest());
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(groupId)
            .partitionsToOffsetAndMetadata()
            .get(SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, Long> starts = Map.of();
    if (!committed.keySet().containsAll(ends.keySet())) {
      starts = offsets(OffsetSpec.earliest());
    }
    long lag = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata done = committed.get(end.getKey());
      long from = done == null ? starts.getOrDefault(end.getKey(), 0L) : done.offset();
      lag += Math.max(0, end.getValue() - from);
    }
    return lag;
  }

  private Map<TopicPartition, Long> offsets(OffsetSpec spec)
      throws ExecutionException, InterruptedException, TimeoutException {
    TopicDescription description =
        admin
            .describeTopics(java.util.List.of(topic))
            .topicNameValues()
            .get(topic)
            .get(SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    description
        .partitions()
        .forEach(p -> asked.put(new TopicPartition(topic, p.partition()), spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> e :
        admin.listOffsets(asked).all().get(SECONDS, TimeUnit.SECONDS).entrySet()) {
      offsets.put(e.getKey(), e.getValue().offset());
    }
    return offsets;
  }

  @Override
  public void close() {
    admin.close();
  }
}
