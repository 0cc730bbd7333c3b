package io.breakwater.ingest.deadletter;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How topic {@code dead-letters} is read into its table.
 *
 * @param groupId the Kafka consumer group; the topic prefix is not added
 * @param batch the most letters stored in one transaction
 * @param retryAfter the pause after a failure (Kafka or PostgreSQL away)
 */
public record DeadLetterSettings(String groupId, int batch, Duration retryAfter) {

  public DeadLetterSettings {
    if (groupId.isBlank()) {
      throw new IllegalArgumentException(
          "breakwater.ingest.dead-letters.group-id is empty; name a Kafka consumer group");
    }
    if (batch < 1 || batch > 10_000) {
      throw new IllegalArgumentException(
          "breakwater.ingest.dead-letters.batch is " + batch + "; it must be 1 to 10000");
    }
    if (retryAfter.isNegative() || retryAfter.isZero()) {
      throw new IllegalArgumentException(
          "breakwater.ingest.dead-letters.retry-after is "
              + retryAfter
              + "; it must be longer than zero");
    }
  }

  /** Reads section {@code breakwater.ingest.dead-letters}. */
  public static DeadLetterSettings from(Config c) {
    return new DeadLetterSettings(
        c.getString("group-id"), c.getInt("batch"), c.getDuration("retry-after"));
  }
}
