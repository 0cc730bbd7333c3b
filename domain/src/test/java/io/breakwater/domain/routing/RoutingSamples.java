package io.breakwater.domain.routing;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.rule.Facts;
import java.time.Instant;
import java.util.Map;

/** Policies and exceptions for tests of routing. */
public final class RoutingSamples {
  private RoutingSamples() {}

  /** The least policy that routes like this; {@code sections} begin at the first column. */
  public static Policy policy(String sections) {
    return PolicyParser.parse(yaml(sections));
  }

  /** The YAML of {@link #policy}. */
  public static String yaml(String sections) {
    return """
        policy: p
        version: 1
        effective_from: 2026-01-01T00:00:00Z
        scoring:
          base: {LOW: 10, MEDIUM: 30, HIGH: 50, CRITICAL: 70}
          priorities: {P1: 80, P2: 60, P3: 30}
        """
        + sections;
  }

  /** An exception of that type with those attributes. */
  public static Facts facts(String type, Map<String, String> attributes) {
    return facts("x-1", type, attributes);
  }

  /** An exception by its id. */
  public static Facts facts(String exceptionId, String type, Map<String, String> attributes) {
    ExceptionEvent event =
        new ExceptionEvent(
            exceptionId,
            "ledger",
            Kind.RAISED,
            type,
            Severity.HIGH,
            Instant.parse("2026-03-01T10:00:00Z"),
            null,
            null,
            null,
            attributes);
    return new Facts(event, Map.of(), 65, Priority.P2, null);
  }
}
