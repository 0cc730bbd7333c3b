package io.breakwater.domain.policy.diff;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One thing in which two policies differ.
 *
 * @param section of the policy, e.g. {@code slas}
 * @param what e.g. {@code SLA urgent}; for {@code REORDERED} what is tried in order
 * @param point on which a thing changed; null if all of it came or went
 * @param from null if it was not said before
 * @param to null if it is said no more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyChange(
    String section, Kind kind, String what, String point, String from, String to) {

  /** In what way. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED,
    /** The same things in another order, where the order matters. */
    REORDERED
  }

  /** In words, without the section. */
  public String inWords() {
    return switch (kind) {
      case ADDED -> "+ " + what + said(to);
      case REMOVED -> "- " + what + said(from);
      case CHANGED -> "~ %s, %s: %s".formatted(what, point, change());
      case REORDERED -> "~ the order of %s: from %s to %s".formatted(what, from, to);
    };
  }

  private static String said(String summary) {
    return summary.isEmpty() ? "" : ": " + summary;
  }

  private String change() {
    if (from == null) {
      return to + ", was not there";
    }
    return to == null ? "no more, was " + from : "from " + from + " to " + to;
  }
}
