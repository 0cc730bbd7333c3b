package io.breakwater.platform.kafka;

import akka.kafka.RestrictedConsumer;
import akka.kafka.javadsl.PartitionAssignmentHandler;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a stream's consumer is in its group. One that is, is ready, also with no partition of its
 * own: where there are more nodes than partitions, somebody has none.
 */
public final class GroupMembership implements PartitionAssignmentHandler {
  private volatile boolean joined;

  /** Whether the group has shared out the partitions and this consumer is one of it. */
  public boolean joined() {
    return joined;
  }

  @Override
  public void onAssign(Set<TopicPartition> assigned, RestrictedConsumer consumer) {
    joined = true;
  }

  @Override
  public void onRevoke(Set<TopicPartition> revoked, RestrictedConsumer consumer) {
    // Others get them, and this one may get some.
  }

  @Override
  public void onLost(Set<TopicPartition> lost, RestrictedConsumer consumer) {
    joined = false;
  }

  @Override
  public void onStop(Set<TopicPartition> current, RestrictedConsumer consumer) {
    joined = false;
  }
}
