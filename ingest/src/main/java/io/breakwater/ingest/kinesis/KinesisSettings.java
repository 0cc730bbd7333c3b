package io.breakwater.ingest.kinesis;

import com.typesafe.config.Config;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Which stream is forwarded and how. Credentials come from where the AWS SDK looks for them.
 *
 * @param stream the stream's name
 * @param application names the lease table in DynamoDB; gateways with the same name share the
 *     shards
 * @param region e.g. {@code eu-central-1}
 * @param start where a shard without a checkpoint begins
 * @param kinesisEndpoint empty for AWS's own
 * @param dynamoDbEndpoint empty for AWS's own
 * @param failover after how long without a sign of life another gateway takes a shard over
 * @param idleBetweenReads pause between two reads of a shard
 * @param retryAfter pause before records that Kafka did not take are published again
 * @param cloudWatchMetrics whether the client library reports its own metrics to CloudWatch
 */
public record KinesisSettings(
    String stream,
    String application,
    String region,
    Start start,
    Optional<URI> kinesisEndpoint,
    Optional<URI> dynamoDbEndpoint,
    Duration failover,
    Duration idleBetweenReads,
    Duration retryAfter,
    boolean cloudWatchMetrics) {

  /** Where a shard without a checkpoint begins. */
  public enum Start {
    /** At the oldest record the stream still has. */
    TRIM_HORIZON,
    /** At what comes after the gateway's start. */
    LATEST
  }

  public KinesisSettings {
    require(!stream.isBlank(), "stream", stream, "name the stream to forward");
    require(!application.isBlank(), "application", application, "name the lease table");
    require(!region.isBlank(), "region", region, "name an AWS region, e.g. eu-central-1");
    require(failover.toMillis() >= 1_000, "failover", failover, "it must be at least 1s");
    require(
        idleBetweenReads.toMillis() >= 200,
        "idle-between-reads",
        idleBetweenReads,
        "a shard allows five reads a second: it must be at least 200ms");
    require(!retryAfter.isNegative(), "retry-after", retryAfter, "it must not be negative");
  }

  /** Reads section {@code breakwater.ingest.kinesis}; empty unless it is enabled. */
  public static Optional<KinesisSettings> from(Config c) {
    if (!c.getBoolean("enabled")) {
      return Optional.empty();
    }
    return Optional.of(
        new KinesisSettings(
            c.getString("stream"),
            c.getString("application"),
            c.getString("region"),
            start(c.getString("start")),
            uri(c, "kinesis-endpoint"),
            uri(c, "dynamodb-endpoint"),
            c.getDuration("failover"),
            c.getDuration("idle-between-reads"),
            c.getDuration("retry-after"),
            c.getBoolean("cloudwatch-metrics")));
  }

  private static Start start(String text) {
    String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
    for (Start start : Start.values()) {
      if (start.name().equals(name)) {
        return start;
      }
    }
    throw new IllegalArgumentException(
        "breakwater.ingest.kinesis.start is \"" + text + "\"; use trim-horizon or latest");
  }

  private static Optional<URI> uri(Config c, String key) {
    String text = c.getString(key);
    return text.isEmpty() ? Optional.empty() : Optional.of(URI.create(text));
  }

  private static void require(boolean holds, String key, Object value, String remedy) {
    if (!holds) {
      throw new IllegalArgumentException(
          "breakwater.ingest.kinesis." + key + " is \"" + value + "\"; " + remedy);
    }
  }
}
