package io.breakwater.app.node;

import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.routing.RoutingStats;
import io.breakwater.sla.SlaStats;
import io.breakwater.sla.notify.NotificationStats;
import io.breakwater.sla.store.Counters;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** Counts since the data directory was made, exact across restarts: {@code GET /api/v1/stats}. */
record Stats(
    Exceptions exceptions, WorkItems workItems, Counters sla, NotificationStats notifications) {
  private static final String JOB = "scoring";

  /**
   * Raw records.
   *
   * @param duplicate those that the job remembered and those that only their work item did
   * @param scored exception events; what the job scored again because it had forgotten it is a
   *     duplicate, so received = invalid + duplicate + scored once nothing is on its way
   */
  record Exceptions(long received, long invalid, long duplicate, long scored) {}

  record WorkItems(long total, Map<WorkItemState, Long> byState, Map<String, Long> byDesk) {}

  /** The same, of these desks where it is told by desk; all else is of the whole process. */
  Stats of(DeskScope desks) {
    Map<String, Long> byDesk = new TreeMap<>(workItems.byDesk());
    byDesk.keySet().removeIf(desk -> !desks.has(desk));
    return new Stats(
        exceptions,
        new WorkItems(workItems.total(), workItems.byState(), byDesk),
        sla,
        notifications);
  }

  /** Reads them now. */
  static CompletionStage<Stats> read(CountsFeed counts, Modules modules) {
    return modules
        .routing()
        .stats()
        .thenCombine(modules.sla().stats(), (routing, sla) -> of(counts, routing, sla));
  }

  private static Stats of(CountsFeed counts, RoutingStats routing, SlaStats sla) {
    return new Stats(
        new Exceptions(
            counts.count(JOB, "received"),
            counts.count(JOB, "invalid"),
            counts.count(JOB, "duplicate") + routing.duplicates(),
            counts.count(JOB, "scored") - routing.duplicates()),
        new WorkItems(routing.total(), routing.byState(), routing.byDesk()),
        sla.sla(),
        sla.notifications());
  }
}
