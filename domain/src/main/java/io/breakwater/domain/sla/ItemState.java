package io.breakwater.domain.sla;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.trace.TraceContext;
import java.time.Instant;
import java.util.Map;

/**
 * What the monitor knows of one work item; stored as JSON.
 *
 * @param event what opened the item; null until that record has come
 * @param priority by the latest event
 * @param desk the owning desk
 * @param assignee null while nobody is assigned
 * @param trace of the item's first event
 * @param held true while it waits for its incident: its clocks run and page nobody
 */
public record ItemState(
    String workItemId,
    ExceptionEvent event,
    Map<String, Double> features,
    int score,
    Priority priority,
    String desk,
    String assignee,
    TraceContext trace,
    Seen seen,
    ClockFacts clockFacts,
    boolean held) {

  public ItemState {
    features = features == null ? Map.of() : Map.copyOf(features);
  }

  /** An item of which nothing is known. */
  public static ItemState unknown(String workItemId) {
    return new ItemState(
        workItemId,
        null,
        Map.of(),
        0,
        null,
        null,
        null,
        null,
        Seen.NOTHING,
        ClockFacts.NONE,
        false);
  }

  /** False while the record that opened the item is still to come. */
  public boolean isKnown() {
    return event != null && desk != null;
  }

  /** True if the item is known and nobody has resolved it or taken it over. */
  public boolean open() {
    return isKnown() && clockFacts.open();
  }

  /** What SLA and notification conditions see. */
  public Facts facts() {
    return new Facts(event, features, score, priority, desk);
  }

  ItemState of(ScoredException cause) {
    return new ItemState(
        workItemId,
        cause.event(),
        cause.features(),
        cause.score(),
        cause.priority(),
        desk,
        assignee,
        trace,
        seen,
        clockFacts,
        held);
  }

  ItemState scored(int newScore, Priority newPriority) {
    return new ItemState(
        workItemId,
        event,
        features,
        newScore,
        newPriority,
        desk,
        assignee,
        trace,
        seen,
        clockFacts,
        held);
  }

  ItemState on(String newDesk, String newAssignee) {
    return new ItemState(
        workItemId,
        event,
        features,
        score,
        priority,
        newDesk,
        newAssignee,
        trace,
        seen,
        clockFacts,
        held);
  }

  ItemState in(TraceContext newTrace) {
    return new ItemState(
        workItemId,
        event,
        features,
        score,
        priority,
        desk,
        assignee,
        newTrace,
        seen,
        clockFacts,
        held);
  }

  ItemState saw(long sequence) {
    return new ItemState(
        workItemId,
        event,
        features,
        score,
        priority,
        desk,
        assignee,
        trace,
        seen.with(sequence),
        clockFacts,
        held);
  }

  ItemState with(ClockFact fact) {
    return knowing(clockFacts.with(fact));
  }

  /** The fact of that sequence counts no more. */
  ItemState without(long sequence, Instant undoneAt) {
    return knowing(clockFacts.without(sequence, undoneAt));
  }

  private ItemState knowing(ClockFacts newFacts) {
    return new ItemState(
        workItemId, event, features, score, priority, desk, assignee, trace, seen, newFacts, held);
  }

  ItemState held(boolean nowHeld) {
    return new ItemState(
        workItemId,
        event,
        features,
        score,
        priority,
        desk,
        assignee,
        trace,
        seen,
        clockFacts,
        nowHeld);
  }
}
