package io.breakwater.sla;

import io.breakwater.sla.notify.NotificationStats;
import io.breakwater.sla.store.Counters;

/**
 * The monitor's part of {@code GET /api/v1/stats}.
 *
 * @param sla clocks: running (neither stopped nor past the deadline), met, breached (also while
 *     still open)
 */
public record SlaStats(Counters sla, NotificationStats notifications) {}
