package io.breakwater.domain.work;

import java.time.Instant;

/**
 * A record of topic {@code work}, keyed by {@code workItemId}.
 *
 * @param sequence the event's number in the work item's journal, from 1, without gaps: consumers
 *     drop what they have seen
 * @param recordedAt when the journal stored it
 */
public record WorkRecord(
    String workItemId, long sequence, Instant recordedAt, WorkItemEvent event) {}
