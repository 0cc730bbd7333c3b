package io.breakwater.routing;

import io.breakwater.domain.work.WorkItemState;
import java.util.Map;

/**
 * Counts since the data directory was made, exact across restarts.
 *
 * @param duplicates raw records that producers sent twice and only the work items noticed
 */
public record RoutingStats(
    long total, Map<WorkItemState, Long> byState, Map<String, Long> byDesk, long duplicates) {}
