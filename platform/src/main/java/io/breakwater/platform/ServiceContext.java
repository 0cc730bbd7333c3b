package io.breakwater.platform;

import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.platform.kafka.Kafka;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * What every service shares with the process it runs in.
 *
 * @param db the process's connection pool
 * @param kafka the broker, the topic names and the process's one producer
 * @param policies every policy version known so far; never empty once the process is up
 * @param clock the wall clock; tests set it
 * @param telemetry where metrics and spans go
 * @param roles what this node does; a service starts only its parts of these roles
 */
public record ServiceContext(
    DataSource db,
    Kafka kafka,
    Supplier<PolicyTimeline> policies,
    Clock clock,
    OpenTelemetry telemetry,
    Set<NodeRole> roles) {

  /** That of a process that does everything. */
  public ServiceContext(
      DataSource db,
      Kafka kafka,
      Supplier<PolicyTimeline> policies,
      Clock clock,
      OpenTelemetry telemetry) {
    this(db, kafka, policies, clock, telemetry, NodeRole.ALL);
  }

  /** Whether this node has the role. */
  public boolean plays(NodeRole role) {
    return roles.contains(role);
  }
}
