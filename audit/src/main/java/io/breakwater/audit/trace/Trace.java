package io.breakwater.audit.trace;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Every recorded hop of one trace.
 *
 * @param startedAt when the first hop's record was written
 * @param endedAt when the last one's was
 * @param truncated true if the trace has more hops than are shown
 * @param hops in time order
 * @param linkedTraces other traces that touched the same work items, e.g. that of the upstream's
 *     RESOLVED
 */
public record Trace(
    String traceId,
    Instant startedAt,
    Instant endedAt,
    long durationMs,
    boolean truncated,
    List<TraceHop> hops,
    List<LinkedTrace> linkedTraces) {

  /**
   * One record on the way.
   *
   * @param hop the topic's name without its prefix
   * @param kind what happened, in one word
   * @param what the same with its details, for a reader
   * @param at the record's timestamp
   * @param deltaMs since the hop before; 0 for the first
   * @param occurredAt event time; null if the record says none
   * @param workItemId null if the record belongs to none
   * @param summary the record's main fields
   * @param batch the ledger's batch that holds it
   * @param leaf its place in the batch
   */
  public record TraceHop(
      String hop,
      String kind,
      String what,
      Instant at,
      long deltaMs,
      Instant occurredAt,
      String workItemId,
      Map<String, String> summary,
      String topic,
      int partition,
      long offset,
      long batch,
      int leaf) {}

  /** A trace that meets this one in a work item. */
  public record LinkedTrace(String traceId, String workItemId) {}
}
