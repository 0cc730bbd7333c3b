package io.breakwater.domain.work;

import java.time.Instant;

/**
 * A fact that changes where an item stands: its state, who has it or whose it is. {@code desk} is
 * the owning desk afterwards, {@code note} null or free text.
 */
public sealed interface WorkStep extends WorkItemEvent {

  /** The owning desk afterwards. */
  String desk();

  /** Nobody has it any more; QUEUED, unless it waits or sleeps. */
  record Unassigned(
      String desk,
      String assignee,
      String note,
      String traceId,
      Instant occurredAt,
      String by,
      Request request)
      implements WorkStep {}

  /** Somebody works on it: the assignee, or whoever started it where nobody had it. */
  record Started(
      String desk, String assignee, String traceId, Instant occurredAt, String by, Request request)
      implements WorkStep {}

  /** It waits for somebody else. */
  record Waited(
      String desk,
      WaitReason waiting,
      String traceId,
      Instant occurredAt,
      String by,
      Request request)
      implements WorkStep {}

  /** Put aside; it wakes by itself at {@code until}, by the wall clock. */
  record Snoozed(
      String desk,
      Instant until,
      String note,
      String traceId,
      Instant occurredAt,
      String by,
      Request request)
      implements WorkStep {}

  /** It waits or sleeps no more, and is as it was before; by {@code policy} if it woke. */
  record Resumed(
      String desk,
      WorkItemState state,
      String traceId,
      Instant occurredAt,
      String by,
      Request request)
      implements WorkStep {}

  /** Another desk owns it, and nobody has it there yet. */
  record Transferred(
      String desk,
      String from,
      String note,
      String traceId,
      Instant occurredAt,
      String by,
      Request request)
      implements WorkStep {}

  /**
   * It needs more than its desk or its assignee can do.
   *
   * @param from the desk before; the same one if it stays where it is
   * @param level how often it has been escalated, this time included
   */
  record Escalated(
      String desk,
      String from,
      int level,
      String note,
      String traceId,
      Instant occurredAt,
      String by,
      Request request)
      implements WorkStep {}

  /**
   * It is the same as another item, which goes on alone: this one is CLOSED.
   *
   * @param into the item that survives
   */
  record Merged(
      String desk, String into, String traceId, Instant occurredAt, String by, Request request)
      implements WorkStep {}

  /**
   * It was taken out of the item that had taken it over, and is QUEUED again as if it never had.
   *
   * @param from the item that had it
   * @param undoes the number of the event by which it went there
   */
  record SplitOff(
      String desk,
      String from,
      long undoes,
      String traceId,
      Instant occurredAt,
      String by,
      Request request)
      implements WorkStep {}

  /**
   * Whoever did something took it back. The event stays; what it changed is as before.
   *
   * @param undoes the number of that event
   * @param what its type
   * @param restored how the item is handled again
   */
  record Undone(
      long undoes,
      String what,
      Handling restored,
      String traceId,
      Instant occurredAt,
      String by,
      Request request)
      implements WorkStep {

    @Override
    public String desk() {
      return restored.desk();
    }
  }
}
