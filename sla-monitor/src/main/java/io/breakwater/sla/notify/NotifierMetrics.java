package io.breakwater.sla.notify;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the notifier exports: what it sent, what failed, and what waits. */
final class NotifierMetrics {

  private static final Logger log = LoggerFactory.getLogger(NotifierMetrics.class);
  private static final AttributeKey<String> CHANNEL = AttributeKey.stringKey("channel");

  /** How old the backlog's figures may be. */
  static final Duration SAMPLED_EVERY = Duration.ofSeconds(2);

  private final DataSource db;
  private final Clock clock;
  private volatile Optional<Waiting> waiting = Optional.empty();
  private final LongCounter sent;
  private final LongCounter failedAttempts;

  NotifierMetrics(OpenTelemetry telemetry, DataSource db, Clock clock) {
    this.db = db;
    this.clock = clock;
    Meter meter = telemetry.getMeter("io.breakwater.sla");
    sent =
        meter
            .counterBuilder("breakwater.notifier.sent")
            .setDescription("notifications sent")
            .build();
    failedAttempts =
        meter
            .counterBuilder("breakwater.notifier.failed.attempts")
            .setDescription("calls to a channel that failed; they are retried")
            .build();
    meter
        .gaugeBuilder("breakwater.notifier.backlog")
        .ofLongs()
        .setDescription("notifications that wait to be sent")
        .buildWithCallback(gauge -> waiting.ifPresent(now -> gauge.record(now.count())));
    meter
        .gaugeBuilder("breakwater.notifier.oldest.pending")
        .setUnit("s")
        .setDescription("age of the oldest notification that waits to be sent")
        .buildWithCallback(gauge -> waiting.ifPresent(now -> gauge.record(now.oldest())));
  }

  /**
   * Measures the backlog; not in the scrape, which must answer also while the database does not.
   */
  void sample() {
    waiting = measured();
  }

  void sent(String channel, long n) {
    if (n > 0) {
      sent.add(n, Attributes.of(CHANNEL, channel));
    }
  }

  void attemptFailed(String channel) {
    failedAttempts.add(1, Attributes.of(CHANNEL, channel));
  }

  private record Waiting(long count, double oldest) {}

  private Optional<Waiting> measured() {
    String sql = "SELECT count(*), min(created_at) FROM sla.notifications WHERE status = 'PENDING'";
    try (Connection connection = db.getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      Timestamp oldest = row.getTimestamp(2);
      return Optional.of(
          new Waiting(
              row.getLong(1),
              oldest == null
                  ? 0
                  : Duration.between(oldest.toInstant(), clock.instant()).toMillis() / 1000.0));
    } catch (SQLException e) {
      log.warn("the notifier's backlog cannot be measured: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
