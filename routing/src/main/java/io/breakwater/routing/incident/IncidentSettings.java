package io.breakwater.routing.incident;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How topic {@code incidents} is read into its tables.
 *
 * @param groupId the Kafka consumer group; the topic prefix is not added
 * @param batch the most records stored in one transaction
 * @param retryAfter the pause after a failure (Kafka or PostgreSQL away)
 */
public record IncidentSettings(String groupId, int batch, Duration retryAfter) {

  public IncidentSettings {
    if (groupId.isBlank()) {
      throw new IllegalArgumentException(
          "breakwater.routing.incidents.group-id is empty; name a Kafka consumer group");
    }
    if (batch < 1 || batch > 10_000) {
      throw new IllegalArgumentException(
          "breakwater.routing.incidents.batch is " + batch + "; it must be 1 to 10000");
    }
    if (retryAfter.isNegative() || retryAfter.isZero()) {
      throw new IllegalArgumentException(
          "breakwater.routing.incidents.retry-after is "
              + retryAfter
              + "; it must be longer than zero");
    }
  }

  /** Reads section {@code breakwater.routing.incidents}. */
  public static IncidentSettings from(Config c) {
    return new IncidentSettings(
        c.getString("group-id"), c.getInt("batch"), c.getDuration("retry-after"));
  }
}
