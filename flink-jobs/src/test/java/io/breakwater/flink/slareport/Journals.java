package io.breakwater.flink.slareport;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.flink.policy.PolicyVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The journals of work items, as records of topic {@code work}, from events as they arrive. */
public final class Journals {

  static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  private final Map<String, Lifecycle> lifecycles = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private long offset;

  /** An event of an upstream; its desk is that of the exception id's first letter. */
  public record Sent(String exceptionId, Kind kind, int second) {}

  /** Acknowledge within one minute, resolve within five; windows of five and of ten minutes. */
  public static PolicyVersion policy(int number) {
    return new PolicyVersion(
        number,
        """
        policy: test
        version: "%d"
        effective_from: 2026-01-01T00:00:00Z
        scoring: {base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 75}, priorities: {P1: 80, P2: 60, P3: 35}}
        routing: {default_desk: ops}
        desks: {ops: {}}
        slas: [{name: standard, acknowledge: {within: PT1M}, resolve: {within: PT5M}}]
        sla_report: {windows: [{every: PT5M}, {length: PT10M, every: PT5M}]}
        """
            .formatted(number));
  }

  static Instant at(int second) {
    return NOON.plusSeconds(second);
  }

  static long millis(int second) {
    return at(second).toEpochMilli();
  }

  /** The work item of an exception. */
  public static String id(String exceptionId) {
    return Identity.workItemId("bank", exceptionId);
  }

  /** Every event in this order, as one record each where it changes anything. */
  static List<WorkInput> of(List<Sent> events) {
    Journals journals = new Journals();
    List<WorkInput> records = new ArrayList<>();
    events.forEach(sent -> records.addAll(journals.arrive(sent, "test@1")));
    return records;
  }

  static WorkInput one(Sent sent) {
    return new Journals().arrive(sent, "test@1").get(0);
  }

  /** What a work item writes when the event arrives: one record, or none. */
  public List<WorkInput> arrive(Sent sent, String policyVersion) {
    ExceptionEvent event =
        new ExceptionEvent(
            sent.exceptionId(),
            "bank",
            sent.kind(),
            "a.b",
            null,
            at(sent.second()),
            null,
            null,
            null,
            Map.of());
    // A producer sends the events of one exception in one trace.
    String traceId = Identity.hash128("trace", sent.exceptionId());
    TraceContext trace = new TraceContext(traceId, traceId.substring(16));
    offset++;
    ScoredException scored =
        new ScoredException(
            event.eventId(),
            event,
            trace,
            new Origin("exceptions", 0, offset, NOON),
            50,
            Priority.P3,
            List.of(),
            Map.of(),
            policyVersion,
            false);
    return arrive(scored, sent.exceptionId().substring(0, 1));
  }

  /** The same of an exception that was scored already, whose work item belongs to this desk. */
  public List<WorkInput> arrive(ScoredException scored, String desk) {
    DecisionRecord decision =
        new DecisionRecord(desk, null, List.of(), scored.policyVersion(), Map.of());
    String id = Identity.workItemId(scored.event().sourceId(), scored.event().exceptionId());
    Lifecycle before = lifecycles.getOrDefault(id, Lifecycle.NONE);
    return before.onUpstream(scored, decision) instanceof Verdict.Happens happens
        ? List.of(happened(id, before, happens.event(), scored.trace()))
        : List.of();
  }

  private WorkInput happened(String id, Lifecycle before, WorkItemEvent event, TraceContext trace) {
    lifecycles.put(id, before.after(event));
    long sequence = sequences.merge(id, 1L, Long::sum);
    return input(new WorkRecord(id, sequence, NOON, event), trace, offset);
  }

  static WorkInput input(WorkRecord record, TraceContext trace, long offset) {
    return new WorkInput(record, null, trace, new Origin("work", 0, offset, NOON));
  }
}
