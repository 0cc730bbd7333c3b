package io.breakwater.domain.notification;

import io.breakwater.domain.event.Priority;
import java.time.Instant;

/**
 * One message on one channel to one recipient for one step of one SLA clock or work item event
 * (topic {@code notifications}, keyed by {@code workItemId}).
 *
 * @param id the idempotency key, the same on every retry: {@link
 *     io.breakwater.domain.identity.Identity#notificationId}
 * @param step e.g. {@code opened:1}, {@code standard/acknowledge/at-risk:1}
 * @param channel the channel's name in the policy
 * @param recipient a desk, an operator, or the channel's own target
 * @param reason why it was suppressed or failed; null otherwise
 * @param occurredAt event time of the step
 * @param createdAt wall clock
 */
public record Notification(
    String id,
    String workItemId,
    String step,
    String channel,
    String recipient,
    String subject,
    String body,
    String desk,
    Priority priority,
    Status status,
    String reason,
    int attempts,
    String traceId,
    String traceparent,
    Instant occurredAt,
    Instant createdAt) {

  /** Where the message stands. */
  public enum Status {
    PENDING,
    SENT,
    SUPPRESSED,
    FAILED
  }

  /** This notification after an attempt or a verdict; {@code reason} is null for SENT. */
  public Notification with(Status status, String reason, int attempts) {
    return new Notification(
        id,
        workItemId,
        step,
        channel,
        recipient,
        subject,
        body,
        desk,
        priority,
        status,
        reason,
        attempts,
        traceId,
        traceparent,
        occurredAt,
        createdAt);
  }
}
