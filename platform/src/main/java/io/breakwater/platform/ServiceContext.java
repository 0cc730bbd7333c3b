package io.breakwater.platform;

import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.platform.kafka.Kafka;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
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
 */
public record ServiceContext(
    DataSource db,
    Kafka kafka,
    Supplier<PolicyTimeline> policies,
    Clock clock,
    OpenTelemetry telemetry) {}
