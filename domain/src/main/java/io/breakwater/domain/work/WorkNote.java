package io.breakwater.domain.work;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import java.time.Instant;
import java.util.List;

/** A fact that adds to what is known of an item and leaves alone where it stands. */
public sealed interface WorkNote extends WorkItemEvent {

  /** Somebody said something. */
  record Commented(String note, String traceId, Instant occurredAt, String by, Request request)
      implements WorkNote {}

  /** It has these tags too. */
  record Tagged(List<String> tags, String traceId, Instant occurredAt, String by, Request request)
      implements WorkNote {}

  /** It has these tags no more. */
  record Untagged(List<String> tags, String traceId, Instant occurredAt, String by, Request request)
      implements WorkNote {}

  /** It has to do with another item. */
  record Linked(Link link, String traceId, Instant occurredAt, String by, Request request)
      implements WorkNote {}

  /** A link was taken away. */
  record Unlinked(Link link, String traceId, Instant occurredAt, String by, Request request)
      implements WorkNote {}

  /** Another item is being merged into this one, which survives. */
  record Joined(String other, String traceId, Instant occurredAt, String by, Request request)
      implements WorkNote {}

  /** That item is on its own. */
  record Parted(String other, String traceId, Instant occurredAt, String by, Request request)
      implements WorkNote {}

  /**
   * Upstream spoke of one of the exceptions that this item stands for, and it goes on.
   *
   * @param of the work item of that exception: one that was merged into this, or this one itself
   *     where the others are not resolved yet
   * @param score the item's score afterwards
   */
  record Followed(
      String of,
      String eventId,
      Origin origin,
      Kind kind,
      int score,
      Priority priority,
      String traceId,
      Instant occurredAt,
      String by)
      implements WorkNote {}

  /** The policy wants a second person for this. */
  record ApprovalRequested(
      Approval approval, String traceId, Instant occurredAt, String by, Request request)
      implements WorkNote {}

  /**
   * The request for approval is over; if it was approved, what it asked for follows.
   *
   * @param note null or why
   */
  record ApprovalEnded(
      String approvalId,
      End end,
      String note,
      String traceId,
      Instant occurredAt,
      String by,
      Request request)
      implements WorkNote {

    /** How it ended. */
    public enum End {
      APPROVED,
      REJECTED,
      /** Whoever asked took it back. */
      WITHDRAWN,
      EXPIRED
    }
  }
}
