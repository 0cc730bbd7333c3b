package io.breakwater.ingest;

import com.typesafe.config.Config;
import io.breakwater.ingest.deadletter.DeadLetterSettings;
import io.breakwater.ingest.kinesis.KinesisSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How the gateways run.
 *
 * @param maxBodyBytes the largest HTTP body
 * @param maxEvents the most events in one HTTP request
 * @param maxRequests HTTP requests that may wait for Kafka at once; more are answered 503
 * @param ackTimeout how long a request waits for Kafka before it is answered 503
 * @param deadLetters how the dead letters are kept
 * @param kinesis empty unless the Kinesis gateway is switched on
 */
public record IngestSettings(
    int maxBodyBytes,
    int maxEvents,
    int maxRequests,
    Duration ackTimeout,
    DeadLetterSettings deadLetters,
    Optional<KinesisSettings> kinesis) {

  public IngestSettings {
    requirePositive("max-body-bytes", maxBodyBytes);
    requirePositive("max-events", maxEvents);
    requirePositive("max-requests", maxRequests);
    requirePositive("ack-timeout (in ms)", ackTimeout.toMillis());
  }

  /** Reads section {@code breakwater.ingest}. */
  public static IngestSettings from(Config config) {
    Config http = config.getConfig("breakwater.ingest.http");
    return new IngestSettings(
        Math.toIntExact(http.getBytes("max-body-bytes")),
        http.getInt("max-events"),
        http.getInt("max-requests"),
        http.getDuration("ack-timeout"),
        DeadLetterSettings.from(config.getConfig("breakwater.ingest.dead-letters")),
        KinesisSettings.from(config.getConfig("breakwater.ingest.kinesis")));
  }

  private static void requirePositive(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "breakwater.ingest.http." + key + " is " + value + "; it must be at least 1");
    }
  }
}
