package io.breakwater.domain.policy;

import java.util.List;

/**
 * A desk.
 *
 * @param members operators; a desk without any is a queue that people pull from
 * @param calendar null, or the name of the desk's calendar
 */
public record DeskPolicy(
    String name, List<Member> members, Assignment assignment, String calendar) {

  /** An operator and how many open items the desk may give them. */
  public record Member(String name, int capacity) {}

  /** How the desk chooses among the members with room. */
  public enum Assignment {
    /** Nobody is assigned; operators claim. */
    PULL,
    ROUND_ROBIN,
    LEAST_LOADED
  }

  /** A desk that the policy does not list, made by a {@code desk_hint}: a queue to pull from. */
  public static DeskPolicy hinted(String name) {
    return new DeskPolicy(name, List.of(), Assignment.PULL, null);
  }
}
