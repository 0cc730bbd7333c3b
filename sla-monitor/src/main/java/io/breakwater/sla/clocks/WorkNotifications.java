package io.breakwater.sla.clocks;

import io.breakwater.domain.notification.Happening;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.notification.NotificationPlan;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.domain.work.WorkStep;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who is told of what happens to a work item itself. Pure. */
final class WorkNotifications {
  private WorkNotifications() {}

  /**
   * The notifications of one record.
   *
   * @param before the item before the record
   * @param state the item after the record
   * @param now the wall clock
   */
  static List<Notification> of(
      PolicyTimeline policies, ItemState before, ItemState state, WorkRecord record, Instant now) {
    WorkItemEvent event = record.event();
    Optional<Occasion> occasion = before.held() ? leaving(event) : occasion(event);
    if (occasion.isEmpty() || !state.isKnown()) {
      return List.of();
    }
    // A release is news of the exception, which may be a replay's: it is as old as that.
    Instant at =
        event instanceof WorkItemEvent.Released ? state.event().occurredAt() : event.occurredAt();
    Happening happening =
        new Happening(
            state.workItemId(),
            occasion.get(),
            occasion.get().name().toLowerCase(Locale.ROOT) + ":" + record.sequence(),
            at,
            state.desk(),
            state.assignee(),
            state.trace().traceId(),
            null);
    return NotificationPlan.of(
        policies.inForceAt(at).notifications(), state.facts(), happening, now);
  }

  /** An item that waited for its incident paged nobody, so nobody hears that it was resolved. */
  private static Optional<Occasion> leaving(WorkItemEvent event) {
    if (event instanceof WorkItemEvent.Released) {
      return Optional.of(Occasion.OPENED);
    }
    return event instanceof WorkItemEvent.Resolved ? Optional.empty() : occasion(event);
  }

  private static Optional<Occasion> occasion(WorkItemEvent event) {
    if (event instanceof WorkItemEvent.Opened opened) {
      return opened.state() == WorkItemState.HELD
          ? Optional.empty() // it pages nobody until it is released
          : Optional.of(opened.state().isOpen() ? Occasion.OPENED : Occasion.RESOLVED);
    }
    if (event instanceof WorkItemEvent.Assigned) {
      return Optional.of(Occasion.ASSIGNED);
    }
    if (event instanceof WorkItemEvent.Acknowledged) {
      return Optional.of(Occasion.ACKNOWLEDGED);
    }
    if (event instanceof WorkItemEvent.Resolved) {
      return Optional.of(Occasion.RESOLVED);
    }
    if (event instanceof WorkStep.SplitOff) {
      return Optional.of(Occasion.REOPENED); // it is work of its own again
    }
    return event instanceof WorkItemEvent.Reopened reopened && reopened.hold() == null
        ? Optional.of(Occasion.REOPENED)
        : Optional.empty();
  }
}
