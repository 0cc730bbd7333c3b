package io.breakwater.domain.sla;

import io.breakwater.domain.event.Priority;
import java.time.Instant;

/**
 * A step of one SLA clock (topic {@code sla}, keyed by {@code workItemId}).
 *
 * @param id deterministic: hash of (work item, sla, target, step, run)
 * @param sla the SLA's name in the policy
 * @param run 1 for the first opening, one more after each reopening
 * @param openedAt event time from which the clock runs
 * @param deadline event time
 * @param at event time of this step: when the clock started, the at-risk instant, the deadline, the
 *     stop
 * @param live false if the step's time had already passed when it was first seen (backlog, replay):
 *     recorded, nobody paged
 */
public record SlaEvent(
    String id,
    String workItemId,
    String sourceId,
    String exceptionId,
    String sla,
    Target target,
    int run,
    Step step,
    String desk,
    Priority priority,
    Instant openedAt,
    Instant deadline,
    Instant at,
    boolean live,
    String traceId) {

  /**
   * The steps of a clock. MET and BREACHED end it for statistics; a breached one may still stop.
   */
  public enum Step {
    STARTED,
    AT_RISK,
    BREACHED,
    MET,
    STOPPED_LATE,
    CANCELLED
  }
}
