package io.breakwater.domain.routing;

import java.time.Instant;

/**
 * What routing looks at besides the policy and the exception.
 *
 * @param at when the exception is taken in
 * @param loads of the desks then
 */
public record Moment(Instant at, DeskLoads loads) {

  /** A moment at which no desk has any work. */
  public static Moment idle(Instant at) {
    return new Moment(at, DeskLoads.NONE);
  }
}
