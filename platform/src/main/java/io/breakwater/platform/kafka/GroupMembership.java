package io.breakwater.platform.kafka;

import akka.kafka.RestrictedConsumer;
import akka.kafka.javadsl.PartitionAssignmentHandler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a stream's consumer is in its group. One that is, is ready, also with no partition of its
 * own: where there are more nodes than partitions, somebody has none.
 */
public final class GroupMembership implements PartitionAssignmentHandler {
  private final Set<TopicPartition> mine = ConcurrentHashMap.newKeySet();
  private volatile boolean joined;

  /** Whether the group has shared out the partitions and this consumer is one of it. */
  public boolean joined() {
    return joined;
  }

  /** Whether the group has given this consumer the partition, and not taken it back. */
  public boolean has(String topic, int partition) {
    return mine.contains(new TopicPartition(topic, partition));
  }

  @Override
  public void onAssign(Set<TopicPartition> assigned, RestrictedConsumer consumer) {
    mine.addAll(assigned);
    joined = true;
  }

  @Override
  public void onRevoke(Set<TopicPartition> revoked, RestrictedConsumer consumer) {
    mine.removeAll(revoked);
  }

  @Override
  public void onLost(Set<TopicPartition> lost, RestrictedConsumer consumer) {
    mine.removeAll(lost);
    joined = false;
  }

  @Override
  public void onStop(Set<TopicPartition> current, RestrictedConsumer consumer) {
    mine.clear();
    joined = false;
  }
}
