package io.breakwater.app.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.breakwater.app.membership.ClusterSettings;
import io.breakwater.platform.NodeRole;
import io.breakwater.platform.sql.DatabaseSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One process of actor services.
 *
 * @param drain how long a process that was asked to stop still serves, so that whoever sends it
 *     requests sees that it is not ready
 * @param flinkRest where a Flink cluster answers, so that readiness can ask for the job
 * @param config all of it, for the modules' own sections and Akka
 */
public record NodeSettings(
    String httpHost,
    int httpPort,
    Duration drain,
    Set<NodeRole> roles,
    ClusterSettings cluster,
    KafkaSettings kafka,
    DatabaseSettings database,
    Optional<URI> flinkRest,
    Config config) {

  public NodeSettings {
    if (httpPort < 0 || httpPort > 65_535) {
      throw new IllegalArgumentException(
          "breakwater.http.port is " + httpPort + "; it must be from 0 to 65535");
    }
  }

  /** The defaults, with these keys set, e.g. {@code breakwater.http.port}. */
  public static NodeSettings of(Map<String, ?> overrides) {
    return from(ConfigFactory.parseMap(overrides).withFallback(ConfigFactory.load()).resolve());
  }

  /**
   * A configuration file over the defaults, with keys set over both.
   *
   * @throws IllegalArgumentException with one sentence, when the file is not HOCON or a value is
   *     wrong
   */
  public static NodeSettings of(Path file, Map<String, ?> overrides) {
    try {
      return from(
          ConfigFactory.parseMap(overrides)
              .withFallback(ConfigFactory.parseFile(file.toFile()))
              .withFallback(ConfigFactory.load())
              .resolve());
    } catch (ConfigException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static NodeSettings from(Config config) {
    Config c = config.getConfig("breakwater");
    String flink = c.getString("flink.rest-url");
    Set<NodeRole> roles = NodeRole.parse(ClusterSettings.texts(c, "roles"));
    return new NodeSettings(
        c.getString("http.host"),
        c.getInt("http.port"),
        c.getDuration("http.drain"),
        roles,
        ClusterSettings.from(config),
        KafkaSettings.from(config),
        DatabaseSettings.from(config),
        flink.isBlank() ? Optional.empty() : Optional.of(URI.create(flink)),
        config.withValue(
            "akka.cluster.roles",
            ConfigValueFactory.fromIterable(
                roles.stream().map(NodeRole::label).sorted().toList())));
  }
}
