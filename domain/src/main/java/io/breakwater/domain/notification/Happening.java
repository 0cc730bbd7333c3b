package io.breakwater.domain.notification;

import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import java.time.Instant;

/**
 * Something about a work item that somebody may want to hear of.
 *
 * @param step names it within the work item for ever, e.g. {@code opened:1} or {@code
 *     urgent/acknowledge/breached:1}; the idempotency key is made of it
 * @param occurredAt event time
 * @param assignee null while nobody is assigned
 * @param detail null, or what to add to the message, e.g. {@code acknowledge was due at …}
 */
public record Happening(
    String workItemId,
    Occasion occasion,
    String step,
    Instant occurredAt,
    String desk,
    String assignee,
    String traceId,
    String detail) {}
