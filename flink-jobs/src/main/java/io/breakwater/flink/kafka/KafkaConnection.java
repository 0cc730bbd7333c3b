package io.breakwater.flink.kafka;

import io.breakwater.domain.topic.Topics;
import java.util.Map;
import java.util.Properties;

/**
 * How jobs reach Kafka.
 *
 * @param bootstrapServers comma-separated host:port
 * @param clientProperties further client properties, e.g. security; they win over the jobs' own
 */
public record KafkaConnection(
    String bootstrapServers, Topics topics, Map<String, String> clientProperties) {

  public KafkaConnection {
    if (bootstrapServers == null || bootstrapServers.isBlank()) {
      throw new IllegalArgumentException(
          "bootstrap servers are missing: give host:port of at least one broker");
    }
    clientProperties = Map.copyOf(clientProperties);
  }

  /** A broker without security. */
  public static KafkaConnection plain(String bootstrapServers, Topics topics) {
    return new KafkaConnection(bootstrapServers, topics, Map.of());
  }

  /** The client properties on top of some defaults. */
  Properties properties(Map<String, String> defaults) {
    Properties properties = new Properties();
    properties.putAll(defaults);
    properties.putAll(clientProperties);
    return properties;
  }
}
