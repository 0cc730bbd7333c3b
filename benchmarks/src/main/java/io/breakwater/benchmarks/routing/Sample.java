package io.breakwater.benchmarks.routing;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.trace.TraceContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Exceptions of the size that a bank sends, told apart by their ids. */
final class Sample {
  private Sample() {}

  static final DecisionRecord DECISION =
      new DecisionRecord(
          "settlements-emea",
          List.of("settlements", "settlements-elsewhere"),
          List.of(
              new DecisionRecord.Candidate("high-value", false, "priority == \"P1\" is false"),
              new DecisionRecord.Candidate("settlements", true, "matched"),
              new DecisionRecord.Candidate("settlements-asia", false, "region is EMEA"),
              new DecisionRecord.Candidate("settlements-elsewhere", true, "matched")),
          "bank@2026-01-31",
          Map.of("type", "settlement.fail", "severity", "HIGH", "score", "75", "priority", "P2"));

  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  /** Which event of all occurred at an instant. */
  static long sequence(Instant occurredAt) {
    return Duration.between(START, occurredAt).toMillis();
  }

  /** The event {@code sequence} of exception {@code id}. */
  static ScoredException scored(String id, Kind kind, long sequence) {
    ExceptionEvent event =
        new ExceptionEvent(
            id,
            "settlement-engine",
            kind,
            "settlement.fail",
            Severity.HIGH,
            START.plusMillis(sequence),
            new BigDecimal("1250000.00"),
            "EUR",
            null,
            Map.of(
                "counterparty", "Example Clearing AG",
                "market", "XETR",
                "region", "EMEA",
                "account", "DE-000123456789",
                "isin", "DE0007164600"));
    return new ScoredException(
        event.eventId(),
        event,
        TraceContext.mint("exceptions", 0, sequence),
        new Origin("exceptions", 0, sequence, START),
        75,
        Priority.P2,
        List.of(
            new Contribution("base", "base", 55, null),
            new Contribution("large-amount", "add", 20, null)),
        Map.of(),
        "bank@2026-01-31",
        false);
  }
}
