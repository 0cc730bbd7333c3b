package io.breakwater.domain.policy;

import io.breakwater.domain.rule.Condition;
import java.util.List;

/**
 * The routing tree. Branches are tried in order; within a matching branch its own branches are
 * tried, and the deepest match gives the desk. The first matching branch ends the search among its
 * siblings; one with {@code goOn} (YAML {@code continue}) lets later siblings override it. A branch
 * without a desk inherits its parent's, at the root {@code defaultDesk}. A condition that fails is
 * not a match, nor is {@code desk_from: hint} when the event has no hint. Nothing is ever unrouted:
 * what matches no branch goes to {@code defaultDesk}.
 */
public record RoutingPolicy(
    String defaultDesk, UnknownDeskHint unknownDeskHint, List<Branch> branches) {

  /** What becomes of a {@code desk_hint} that names no desk of the policy. */
  public enum UnknownDeskHint {
    CREATE,
    DEFAULT
  }

  /**
   * One branch.
   *
   * @param desk the desk it routes to; null inherits from the parent
   * @param deskFromHint true (YAML {@code desk_from: hint}) takes the event's {@code desk_hint}
   */
  public record Branch(
      String name,
      Condition when,
      String desk,
      boolean deskFromHint,
      boolean goOn,
      List<Branch> branches) {}
}
