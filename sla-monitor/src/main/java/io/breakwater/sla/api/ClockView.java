package io.breakwater.sla.api;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.Target;
import java.time.Instant;

/**
 * A clock as the API shows it.
 *
 * @param stoppedAt absent while it runs
 * @param secondsLeft to the deadline; negative past it, absent once stopped
 */
public record ClockView(
    String workItemId,
    String sourceId,
    String exceptionId,
    String sla,
    Target target,
    int run,
    String desk,
    Priority priority,
    Instant openedAt,
    Instant atRiskAt,
    Instant deadline,
    Instant stoppedAt,
    Outcome outcome,
    Long secondsLeft) {}
