package io.breakwater.app.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.breakwater.platform.sql.DatabaseSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One process of actor services.
 *
 * @param flinkRest where a Flink cluster answers, so that readiness can ask for the job
 * @param config all of it, for the modules' own sections and Akka
 */
public record NodeSettings(
    String httpHost,
    int httpPort,
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
    return new NodeSettings(
        c.getString("http.host"),
        c.getInt("http.port"),
        KafkaSettings.from(config),
        DatabaseSettings.from(config),
        flink.isBlank() ? Optional.empty() : Optional.of(URI.create(flink)),
        config);
  }
}
