package io.breakwater.flink.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** Events and policies for tests. */
final class Samples {
  private Samples() {}

  static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  /**
   * A policy whose HIGH events score 55, and {@code bonus} more if they have an amount above 1000.
   */
  static String policy(String version, String effectiveFrom, int bonus) {
    return """
        policy: test
        version: "%s"
        effective_from: %s
        scoring:
          base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 75}
          rules:
            - name: large
              when: event.amount > 1000.0
              add: %d
          priorities: {P1: 80, P2: 60, P3: 35}
        routing:
          default_desk: ops
        desks:
          ops: {}
        """
        .formatted(version, effectiveFrom, bonus);
  }

  static ExceptionEvent event(String exceptionId, Instant occurredAt) {
    return event(exceptionId, Kind.RAISED, occurredAt);
  }

  static ExceptionEvent event(String exceptionId, Kind kind, Instant occurredAt) {
    return new ExceptionEvent(
        exceptionId,
        "bank-1",
        kind,
        "settlement.fail",
        Severity.HIGH,
        occurredAt,
        new BigDecimal("2500.00"),
        "EUR",
        null,
        Map.of("market", "XETR", "counterparty", "ACME"));
  }

  static TracedEvent traced(ExceptionEvent event, long offset) {
    return new TracedEvent(
        event,
        TraceContext.mint("exceptions", 0, offset),
        new Origin("exceptions", 0, offset, event.occurredAt().plusSeconds(1)));
  }

  static byte[] json(ExceptionEvent event) {
    return Json.bytes(event);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
