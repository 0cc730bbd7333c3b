package io.breakwater.audit;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How the audit module runs.
 *
 * @param consumerGroup the Kafka consumer group that shares the partitions among ledgers
 * @param batchFacts a batch is sealed when it has at least this many facts…
 * @param batchWait …or when its first fact has waited this long
 * @param retryAfter how long the ledger pauses after a failure before it starts again
 */
public record AuditSettings(
    String consumerGroup, int batchFacts, Duration batchWait, Duration retryAfter) {

  public AuditSettings {
    if (consumerGroup.isBlank()) {
      throw new IllegalArgumentException(
          "breakwater.audit.consumer-group is empty; name a Kafka consumer group");
    }
    if (batchFacts < 1 || batchFacts > 100_000) {
      throw new IllegalArgumentException(
          "breakwater.audit.batch.facts is " + batchFacts + "; it must be 1 to 100000");
    }
    requirePositive("batch.wait", batchWait);
    requirePositive("retry-after", retryAfter);
  }

  /** Reads section {@code breakwater.audit}. */
  public static AuditSettings from(Config config) {
    Config c = config.getConfig("breakwater.audit");
    return new AuditSettings(
        c.getString("consumer-group"),
        c.getInt("batch.facts"),
        c.getDuration("batch.wait"),
        c.getDuration("retry-after"));
  }

  private static void requirePositive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "breakwater.audit." + key + " is " + value + "; it must be longer than zero");
    }
  }
}
