package io.breakwater.sla.work;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How topic {@code work} is read.
 *
 * @param instanceId empty, or a name that is this process's alone and the same after a restart: the
 *     group then gives it its partitions back at once instead of after the session timeout
 * @param sessionTimeout after which the group gives the partitions of a dead process to others
 * @param minBackoff before the first restart after a failure
 */
public record WorkConsumerSettings(
    String groupId,
    String instanceId,
    Duration sessionTimeout,
    Duration minBackoff,
    Duration maxBackoff) {

  public WorkConsumerSettings {
    if (groupId.isBlank()) {
      throw new IllegalArgumentException(
          "breakwater.sla.consumer.group-id is empty; give the consumer group a name");
    }
    if (sessionTimeout.compareTo(Duration.ofSeconds(6)) < 0) {
      throw new IllegalArgumentException(
          "breakwater.sla.consumer.session-timeout is "
              + sessionTimeout
              + "; brokers refuse less than 6 s");
    }
  }

  /** Reads section {@code breakwater.sla.consumer}. */
  public static WorkConsumerSettings from(Config config) {
    Config c = config.getConfig("breakwater.sla.consumer");
    return new WorkConsumerSettings(
        c.getString("group-id"),
        c.getString("instance-id"),
        c.getDuration("session-timeout"),
        c.getDuration("min-backoff"),
        c.getDuration("max-backoff"));
  }
}
