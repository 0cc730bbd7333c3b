package io.breakwater.domain.work;

import io.breakwater.domain.routing.Instructions;
import java.time.Instant;
import java.util.Optional;

/**
 * What the policy does to a work item by itself if nothing happens before.
 *
 * @param at when
 */
public record PolicyDue(Action action, Instant at) {

  /** What it does. */
  public enum Action {
    /** Nobody has acknowledged it and upstream says no more of it. */
    RESOLVE,
    /** It has been resolved for long enough. */
    CLOSE
  }

  /** The resolution code of an item that the policy has resolved. */
  public static final String EXPIRED = "expired";

  /**
   * What comes next.
   *
   * @param heardAt when upstream was last heard of
   * @param resolvedAt when the item was resolved; null while it is open
   */
  public static Optional<PolicyDue> of(
      WorkItemState state, Instructions instructions, Instant heardAt, Instant resolvedAt) {
    return switch (state) {
      case QUEUED, ASSIGNED ->
          Optional.ofNullable(instructions.autoResolve())
              .map(time -> new PolicyDue(Action.RESOLVE, heardAt.plus(time)));
      case RESOLVED ->
          Optional.ofNullable(instructions.autoClose())
              .map(time -> new PolicyDue(Action.CLOSE, resolvedAt.plus(time)));
      case HELD, ACKNOWLEDGED, IN_PROGRESS, WAITING, SNOOZED, CLOSED -> Optional.empty();
    };
  }
}
