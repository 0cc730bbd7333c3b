package io.breakwater.domain.desk;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who gets an item, if anybody does, and why.
 *
 * @param operator null if nobody can take it
 * @param why a sentence's worth: the strategy and the chosen one's load, or why nobody
 * @param others every other candidate and why not: first those who could have taken it, then those
 *     who could not
 */
public record Choice(String operator, String why, List<Candidate> others) {

  private static final int NAMED_IN_REASON = 10;

  public Choice {
    others = List.copyOf(others);
  }

  /** A candidate who was not chosen, and why. */
  public record Candidate(String operator, String reason) {}

  /** The operator; empty if nobody can take it. */
  public Optional<String> chosen() {
    return Optional.ofNullable(operator);
  }

  /** The whole reason as one text, the first ten of the others named. */
  public String reason() {
    if (others.isEmpty()) {
      return why;
    }
    String named =
        others.stream()
            .limit(NAMED_IN_REASON)
            .map(c -> c.operator() + " " + c.reason())
            .collect(Collectors.joining(", "));
    int more = others.size() - NAMED_IN_REASON;
    return why + "; " + named + (more > 0 ? " and " + more + " more" : "");
  }
}
