package io.breakwater.routing;

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

/** Scored exceptions for tests. */
public final class Scored {
  private Scored() {}

  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /** An event of exception {@code id} at so many seconds past noon, from a record of its own. */
  public static ScoredException of(String id, Kind kind, int seconds, long offset) {
    return of(id, kind, seconds, offset, null);
  }

  /** The same with a {@code desk_hint}. */
  public static ScoredException of(
      String id, Kind kind, int seconds, long offset, String deskHint) {
    ExceptionEvent event =
        new ExceptionEvent(
            id,
            "ledger",
            kind,
            "payment.rejected",
            Severity.HIGH,
            NOON.plusSeconds(seconds),
            null,
            null,
            deskHint,
            Map.of("counterparty", "ACME"));
    return new ScoredException(
        event.eventId(),
        event,
        sampled(TraceContext.mint("exceptions", 0, offset)),
        new Origin("exceptions", 0, offset, NOON),
        60,
        Priority.P2,
        List.of(),
        Map.of(),
        "bank@1",
        false);
  }

  /** As a producer's: the samples that the journal keeps are of such. */
  private static TraceContext sampled(TraceContext trace) {
    return new TraceContext(trace.traceId(), trace.spanId());
  }
}
