package io.breakwater.app.node;

import com.typesafe.config.Config;
import io.breakwater.domain.topic.Topics;

/**
 * Where Kafka is and how its topics are created, section {@code breakwater.kafka}.
 *
 * @param partitions of the topics that are keyed by exception or work item
 */
public record KafkaSettings(
    String bootstrapServers, Topics topics, int partitions, short replicationFactor) {

  public KafkaSettings {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException(
          "breakwater.kafka.bootstrap-servers is empty; name at least one broker as HOST:PORT");
    }
    if (partitions < 1 || replicationFactor < 1) {
      throw new IllegalArgumentException(
          "breakwater.kafka.partitions is "
              + partitions
              + " and replication-factor "
              + replicationFactor
              + "; both must be at least 1");
    }
  }

  static KafkaSettings from(Config config) {
    Config c = config.getConfig("breakwater.kafka");
    return new KafkaSettings(
        c.getString("bootstrap-servers"),
        new Topics(c.getString("topic-prefix")),
        c.getInt("partitions"),
        (short) c.getInt("replication-factor"));
  }
}
