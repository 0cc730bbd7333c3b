package io.breakwater.flink.sql;

import io.breakwater.domain.topic.Topics;
import io.breakwater.flink.time.EventTimeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What a query reads, and how.
 *
 * @param bootstrapServers comma-separated host:port
 * @param from the first event time it sees; empty for everything on the topics
 * @param to the first event time it does not see; it then ends with what is on the topics when it
 *     starts. Empty for a query that goes on until it is stopped
 * @param outOfOrderness how late an event may be before the windows it belongs to are closed. Empty
 *     for what the jobs have, and for a query with an end: until that end, so that its answer does
 *     not depend on the order of arrival
 */
public record SqlSettings(
    String bootstrapServers,
    Topics topics,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Duration> outOfOrderness) {

  private static final ConfigOption<String> BOOTSTRAP = option("bootstrap");
  private static final ConfigOption<String> PREFIX = option("topic-prefix");
  private static final ConfigOption<String> FROM = option("from");
  private static final ConfigOption<String> TO = option("to");
  private static final ConfigOption<String> OUT_OF_ORDERNESS = option("out-of-orderness");

  /**
   * @throws IllegalArgumentException if the range is empty or the out-of-orderness negative
   */
  public SqlSettings {
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new IllegalArgumentException(
          "--from %s is not before --to %s: give a range of event time"
              .formatted(from.get(), to.get()));
    }
    if (outOfOrderness.isPresent() && outOfOrderness.get().isNegative()) {
      throw new IllegalArgumentException(
          "--out-of-orderness is " + outOfOrderness.get() + ": give at least PT0S");
    }
  }

  /** Whether the query ends by itself. */
  public boolean bounded() {
    return to.isPresent();
  }

  /** Empty when nothing is late before the end. */
  Optional<Duration> lateness() {
    return outOfOrderness.or(
        () ->
            bounded() ? Optional.empty() : Optional.of(EventTimeSettings.DEFAULT.outOfOrderness()));
  }

  /** For {@link #of}: through Flink's configuration they reach the tables. */
  Configuration configuration() {
    Configuration c = new Configuration();
    c.set(BOOTSTRAP, bootstrapServers);
    c.set(PREFIX, topics.prefix());
    from.ifPresent(at -> c.set(FROM, at.toString()));
    to.ifPresent(at -> c.set(TO, at.toString()));
    outOfOrderness.ifPresent(bound -> c.set(OUT_OF_ORDERNESS, bound.toString()));
    return c;
  }

  /** The settings that {@link #configuration} wrote. */
  static SqlSettings of(ReadableConfig config) {
    return new SqlSettings(
        config.get(BOOTSTRAP),
        new Topics(config.get(PREFIX)),
        config.getOptional(FROM).map(Instant::parse),
        config.getOptional(TO).map(Instant::parse),
        config.getOptional(OUT_OF_ORDERNESS).map(Duration::parse));
  }

  private static ConfigOption<String> option(String name) {
    return ConfigOptions.key("breakwater." + name).stringType().noDefaultValue();
  }
}
