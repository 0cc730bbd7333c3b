package io.breakwater.domain.policy;

import io.breakwater.domain.rule.Condition;
import java.time.Duration;
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

  /** How long an exception waits for its incident unless the policy says otherwise. */
  public static final Duration DEFAULT_GROUP_WAIT = Duration.ofSeconds(30);

  /** What becomes of a {@code desk_hint} that names no desk of the policy. */
  public enum UnknownDeskHint {
    CREATE,
    DEFAULT
  }

  /** What becomes one piece of work. */
  public enum Group {
    /** The exceptions of an incident together, in the incident's work item. */
    INCIDENT,
    /** Each exception by itself. */
    NONE
  }

  /** True if any branch groups. */
  public boolean groups() {
    return groups(branches);
  }

  private static boolean groups(List<Branch> branches) {
    return branches.stream().anyMatch(b -> b.groupWait() != null || groups(b.branches()));
  }

  /**
   * One branch.
   *
   * @param desk the desk it routes to; null inherits from the parent
   * @param deskFromHint true (YAML {@code desk_from: hint}) takes the event's {@code desk_hint}
   * @param groupWait how long an exception on this branch waits for its incident (YAML {@code
   *     group: incident} with {@code group_wait}, inherited); null if the branch does not group
   */
  public record Branch(
      String name,
      Condition when,
      String desk,
      boolean deskFromHint,
      boolean goOn,
      Duration groupWait,
      List<Branch> branches) {}
}
