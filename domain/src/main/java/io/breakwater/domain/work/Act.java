package io.breakwater.domain.work;

import java.time.Instant;

/**
 * Somebody does something to a work item.
 *
 * @param by an operator, or {@link Lifecycle#POLICY} when a time has come
 * @param at the wall clock
 * @param request null, or what tells a repetition
 */
public record Act(String by, Instant at, Request request) {

  /** What happens because a time has come. */
  public static Act ofPolicy(Instant at) {
    return new Act(Lifecycle.POLICY, at, null);
  }
}
