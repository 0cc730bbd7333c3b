package io.breakwater.flink.correlation;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.trace.TraceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Scored exceptions and policies for tests. */
final class Scored {
  private Scored() {}

  static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  /** Alerts by host: sessions with a gap of 10 s that open with 3, and one rule above them all. */
  static String policy(String version) {
    return """
        policy: test
        version: "%s"
        effective_from: 2026-01-01T00:00:00Z
        scoring:
          base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 75}
          priorities: {P1: 80, P2: 60, P3: 35}
        correlation:
          rules:
            - name: host
              when: score >= 30
              by: event.attributes.host
              session_gap: PT10S
              max_duration: PT5M
              min_members: 3
              attributes: {signature: event.attributes.signature}
              open_when: incident.distinct.signature >= 2
              score: {rules: [{name: many, when: incident.count > 5, add: 20}]}
              grow_every: PT5S
              parent: site
            - name: site
              session_gap: PT1M
              min_members: 5
        routing:
          default_desk: ops
        desks:
          ops: {}
        """
        .formatted(version);
  }

  static ScoredException scored(String id, long millis, String host, int score) {
    return scored(id, millis, score, Map.of("host", host, "signature", "s" + id.hashCode() % 3));
  }

  /** One whose producer records its trace. */
  static ScoredException sampled(String id, String host, int score) {
    ScoredException scored = scored(id, 0, host, score);
    return new ScoredException(
        scored.eventId(),
        scored.event(),
        new TraceContext(scored.trace().traceId(), scored.trace().spanId(), false),
        scored.origin(),
        score,
        scored.priority(),
        scored.contributions(),
        scored.features(),
        scored.policyVersion(),
        scored.late());
  }

  static ScoredException scored(String id, long millis, int score, Map<String, String> attributes) {
    ExceptionEvent event =
        new ExceptionEvent(
            id,
            "ids",
            Kind.RAISED,
            "ids.alert",
            Severity.MEDIUM,
            NOON.plusMillis(millis),
            null,
            null,
            null,
            attributes);
    return new ScoredException(
        event.eventId(),
        event,
        TraceContext.mintFrom(id),
        new Origin("exceptions", 0, id.hashCode(), event.occurredAt().plusSeconds(1)),
        score,
        Priority.P3,
        List.of(),
        Map.of(),
        "test@1",
        false);
  }
}
