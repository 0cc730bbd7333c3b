package io.breakwater.domain.json;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.FeatureRecord;
import io.breakwater.domain.event.JobCounts;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentKey;
import io.breakwater.domain.incident.IncidentMember;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Hold;
import io.breakwater.domain.routing.Instructions;
import io.breakwater.domain.routing.Sameness;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.SlaEvent;
import io.breakwater.domain.sla.Target;
import io.breakwater.domain.sla.report.Percentiles;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One record of every kind that stands on a topic, by the name of its sample and schema. */
final class RecordSamples {
  private RecordSamples() {}

  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00.123456Z");
  private static final TraceContext TRACE =
      new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
  private static final Origin ORIGIN = new Origin("breakwater.exceptions", 3, 17, NOON);
  private static final String ITEM = "0123456789abcdef0123456789abcdef";

  private static final ExceptionEvent EVENT =
      new ExceptionEvent(
          "E-1",
          "bank-1",
          Kind.RAISED,
          "settlement.fail",
          Severity.HIGH,
          NOON,
          new BigDecimal("1250000.00"),
          "EUR",
          "settlements",
          Map.of("market", "XETR", "counterparty", "ACME"));

  private static final ScoredException SCORED =
      new ScoredException(
          EVENT.eventId(),
          EVENT,
          TRACE,
          ORIGIN,
          75,
          Priority.P2,
          List.of(
              new Contribution("base", "base", 55, null),
              new Contribution("large", "add", 20, null),
              new Contribution("regional", "failed", 0, "attribute region is missing")),
          Map.of("rate", 3.5),
          "bank@2026.1",
          true);

  private static final DecisionRecord DECISION =
      new DecisionRecord(
          "settlements",
          List.of("settlements"),
          List.of(new DecisionRecord.Candidate("settlements", true, "matched")),
          "bank@2026.1",
          Map.of("type", "settlement.fail"));

  /** Sample name to record; the schema's name is the part before the first dot. */
  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("exception-event.full", EVENT);
    all.put(
        "exception-event.least",
        new ExceptionEvent("E", "s", null, "a.b", null, NOON, null, null, null, null));
    all.put("scored-exception", SCORED);
    all.put(
        "feature-record",
        new FeatureRecord(
            EVENT.eventId(),
            EVENT.sourceId(),
            EVENT.exceptionId(),
            EVENT.occurredAt(),
            TRACE,
            "bank@2026.1",
            Map.of("alerts_by_host", 12.0, "unusual", -1.5),
            false));
    all.put(
        "dead-letter",
        new DeadLetter(
            "bad-field",
            "type is \"x\". Send a dotted name.",
            "type",
            ORIGIN,
            TRACE,
            "{\"type\":\"x\"}",
            false,
            Map.of("content-type", "application/json")));
    all.put("job-counts", new JobCounts("scoring", Map.of("received", 3L, "invalid.empty", 1L)));
    all.put("incident.opened", incident(IncidentEvent.Change.OPENED, null));
    all.put("incident.merged", incident(IncidentEvent.Change.MERGED, ITEM));
    all.put(
        "work-record.opened",
        work(
            new WorkItemEvent.Opened(
                ITEM,
                SCORED,
                "settlements",
                DECISION,
                WorkItemState.QUEUED,
                TRACE.traceId(),
                NOON,
                "upstream")));
    all.put(
        "work-record.updated",
        work(
            new WorkItemEvent.Updated(
                EVENT.eventId(),
                ORIGIN,
                Kind.UPDATED,
                60,
                Priority.P2,
                SCORED,
                TRACE.traceId(),
                TRACE.traceId(),
                NOON,
                "upstream")));
    all.put(
        "work-record.assigned",
        work(
            new WorkItemEvent.Assigned(
                "settlements", "ann", "least loaded", TRACE.traceId(), NOON, "desk:settlements")));
    all.put(
        "work-record.acknowledged",
        work(new WorkItemEvent.Acknowledged("settlements", TRACE.traceId(), NOON, "ann")));
    all.put(
        "work-record.resolved",
        work(
            new WorkItemEvent.Resolved(
                "settlements",
                EVENT.eventId(),
                ORIGIN,
                "upstream",
                null,
                TRACE.traceId(),
                NOON,
                "upstream")));
    all.put(
        "work-record.reopened",
        work(new WorkItemEvent.Reopened("settlements", SCORED, TRACE.traceId(), NOON, "upstream")));
    all.put(
        "work-record.held",
        work(
            new WorkItemEvent.Opened(
                ITEM,
                SCORED,
                "settlements",
                DECISION.held(
                    new Hold(NOON.plusSeconds(30), List.of(IncidentKey.of("by-market", "XETR")))),
                WorkItemState.HELD,
                TRACE.traceId(),
                NOON,
                "upstream")));
    all.put(
        "work-record.routed",
        work(
            new WorkItemEvent.Opened(
                ITEM,
                SCORED,
                "settlements",
                new DecisionRecord(
                    "settlements",
                    List.of("settlements", "large"),
                    List.of(
                        new DecisionRecord.Candidate("audit", true, "score > 50 is true"),
                        new DecisionRecord.Candidate("settlements", true, "true is true"),
                        new DecisionRecord.Candidate(
                            "settlements > large", true, "london open at 2026-03-31T13:00+01:00")),
                    "bank@2026.1",
                    Map.of(
                        "type", "settlement.fail",
                        "at", "2026-03-31T12:00:00Z",
                        "load.front", "40 of 40"),
                    null,
                    List.of("audit"),
                    List.of("front has 40 of 40: overflows from 40 to settlements"),
                    new Instructions(
                        Priority.P1,
                        List.of("large"),
                        Map.of("fx", 2, "swift", 1),
                        "ACME",
                        Duration.ofHours(24),
                        Duration.ofDays(7),
                        new Sameness("0af7651916cd43dd8448eb211c80319c", Duration.ofMinutes(10)))),
                WorkItemState.QUEUED,
                TRACE.traceId(),
                NOON,
                "upstream")));
    all.put(
        "work-record.incident",
        work(
            new WorkItemEvent.Updated(
                ITEM,
                ORIGIN,
                Kind.UPDATED,
                80,
                Priority.P1,
                null,
                IncidentSummary.of(
                    incident(IncidentEvent.Change.OPENED, null),
                    Duration.ofMinutes(10),
                    Duration.ofHours(4)),
                TRACE.traceId(),
                TRACE.traceId(),
                NOON,
                "upstream")));
    all.put(
        "work-record.absorbed",
        work(
            new WorkItemEvent.Absorbed(
                "settlements", ITEM, ITEM, TRACE.traceId(), NOON, "policy")));
    all.put(
        "work-record.released",
        work(new WorkItemEvent.Released("settlements", TRACE.traceId(), NOON, "policy")));
    all.put(
        "work-record.closed",
        work(new WorkItemEvent.Closed("settlements", TRACE.traceId(), NOON, "policy")));
    all.putAll(LifeSamples.all());
    all.put(
        "sla-report.outcome",
        new SlaOutcome(
            "15e0ea3f0fee70d5a0e5b0b8cf8d5b52",
            ITEM,
            "bank-1",
            "E-1",
            "standard",
            Target.RESOLVE,
            1,
            "settlements",
            NOON,
            NOON.plusSeconds(4 * 3600),
            NOON.plusSeconds(3600),
            Outcome.MET,
            Instant.parse("2026-03-31T13:00:00.124Z"),
            SlaReport.Revision.ON_TIME,
            TRACE.traceId()));
    all.put(
        "sla-report.window",
        new SlaWindow(
            "0b8f4a9fd3e7c0e2a7bfb3c1e8b5a5d1",
            "settlements",
            "standard",
            Instant.parse("2026-03-30T13:00:00Z"),
            Instant.parse("2026-03-31T13:00:00Z"),
            Duration.ofDays(1),
            Duration.ofHours(1),
            12,
            10,
            9,
            17,
            3,
            0.85,
            new Percentiles(61, 240, 601),
            new Percentiles(3601, 9001, 14400),
            14,
            SlaReport.Revision.REVISED));
    all.put(
        "sla-event",
        new SlaEvent(
            ITEM,
            ITEM,
            "bank-1",
            "E-1",
            "standard",
            Target.RESOLVE,
            1,
            SlaEvent.Step.AT_RISK,
            "settlements",
            Priority.P2,
            NOON,
            NOON.plusSeconds(3_600),
            NOON.plusSeconds(2_700),
            true,
            TRACE.traceId()));
    all.put(
        "notification",
        new Notification(
            ITEM,
            ITEM,
            "standard/resolve/at-risk:1",
            "live",
            "settlements",
            "At risk",
            "E-1 is at risk",
            "settlements",
            Priority.P2,
            Notification.Status.FAILED,
            "HTTP 503",
            3,
            TRACE.traceId(),
            TRACE.traceparent(),
            NOON,
            NOON));
    return all;
  }

  private static WorkRecord work(WorkItemEvent event) {
    return new WorkRecord(ITEM, 7, NOON, event);
  }

  private static IncidentEvent incident(IncidentEvent.Change change, String mergedInto) {
    return new IncidentEvent(
        Identity.incidentId("by-market", "XETR", EVENT.eventId()),
        change,
        "by-market",
        "XETR",
        List.of(
            new IncidentMember("bank-1", "E-1", EVENT.eventId()),
            new IncidentMember("bank-2", "E-2", ITEM)),
        List.of(new IncidentMember("bank-2", "E-2", ITEM)),
        3,
        NOON,
        NOON.plusSeconds(90),
        Map.of("market", "XETR", "counterparty", "ACME"),
        80,
        Priority.P1,
        List.of(new Contribution("base", "base", 80, null)),
        mergedInto,
        Identity.incidentId("by-desk", "XETR", ITEM),
        true,
        "bank@2026.1",
        TRACE.traceId(),
        NOON.plusSeconds(90));
  }
}
