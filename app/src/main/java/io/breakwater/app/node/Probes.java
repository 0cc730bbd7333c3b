package io.breakwater.app.node;

import io.breakwater.platform.Service;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;

/** The probes of what every process needs. */
final class Probes {
  private static final int PATIENCE_SECONDS = 3;

  private Probes() {}

  /** Whether the brokers answer. */
  static Probe kafka(Admin admin) {
    return Probe.of(
        "kafka",
        () -> {
          try {
            int brokers =
                admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS).size();
            return brokers > 0 ? Optional.empty() : Optional.of("Kafka has no broker");
          } catch (ExecutionException | TimeoutException e) {
            return Optional.of("Kafka does not answer: " + e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while asking Kafka");
          }
        });
  }

  /** Whether the database answers. */
  static Probe postgres(DataSource db) {
    return Probe.of(
        "postgresql",
        () -> {
          try (Connection connection = db.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS)
                ? Optional.empty()
                : Optional.of("PostgreSQL does not answer");
          } catch (SQLException e) {
            return Optional.of("PostgreSQL does not answer: " + e.getMessage());
          }
        });
  }

  /** What a service says of itself. */
  static Probe service(Service service) {
    return Probe.of(service.name(), service::notReady);
  }

  /** Whether the standing jobs run on a Flink cluster. */
  static Probe flink(URI rest) {
    return Probe.of("flink", new FlinkRest(rest)::notReady);
  }
}
