package io.breakwater.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.incident.IncidentKey;
import io.breakwater.domain.policy.ApprovalPolicy;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Hold;
import io.breakwater.domain.trace.TraceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Exceptions, decisions and steps of a life, for tests. */
final class WorkExamples {
  private WorkExamples() {}

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  static final DecisionRecord DECISION =
      new DecisionRecord("payments", List.of("root"), List.of(), "bank@1", Map.of());

  /** The same for a branch that groups. */
  static final DecisionRecord HELD =
      DECISION.held(new Hold(NOON.plusSeconds(30), List.of(IncidentKey.of("by-host", "web-1"))));

  static Lifecycle after(DecisionRecord decision, ScoredException... events) {
    Lifecycle item = Lifecycle.NONE;
    for (ScoredException e : events) {
      item = then(item, item.onUpstream(e, decision));
    }
    return item;
  }

  static Lifecycle then(Lifecycle item, Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Happens.class);
    Lifecycle next = item;
    for (WorkItemEvent event : ((Verdict.Happens) verdict).events()) {
      next = next.after(event);
    }
    assertThat(next.failure()).isNull();
    return next;
  }

  /** What the item answers to somebody, whatever version they saw. */
  static Verdict ask(Lifecycle item, Operation operation, String by, Instant at) {
    return Operations.decide(item, operation, 0, new Act(by, at, null), ApprovalPolicy.NONE);
  }

  /** Somebody does it. */
  static Lifecycle doing(Lifecycle item, Operation operation, String by, Instant at) {
    return then(item, ask(item, operation, by, at));
  }

  /** The record of {@code kind} at so many seconds past noon. */
  static ScoredException scored(Kind kind, int seconds) {
    ExceptionEvent event =
        new ExceptionEvent(
            "X-1",
            "ledger",
            kind,
            "payment.rejected",
            Severity.HIGH,
            NOON.plusSeconds(seconds),
            null,
            null,
            null,
            Map.of());
    long offset = seconds * 3L + kind.ordinal();
    int score = kind == Kind.UPDATED ? 50 + seconds : 40 + seconds;
    return new ScoredException(
        event.eventId(),
        event,
        TraceContext.mint("exceptions", 0, offset),
        new Origin("exceptions", 0, offset, NOON),
        score,
        Priority.P2,
        List.of(),
        Map.of(),
        "bank@1",
        false);
  }
}
