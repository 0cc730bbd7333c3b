package io.breakwater.app.policy;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.routing.DecisionRecord;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a policy says what it says, in lines that a person reads. */
public final class Reasons {
  private Reasons() {}

  /** The branches that were tried, those that matched with a plus, and what came of it. */
  public static List<String> route(DecisionRecord decision) {
    return Stream.concat(
            decision.candidates().stream()
                .map(c -> "%s %s: %s".formatted(c.matched() ? "+" : "-", c.branch(), c.reason())),
            decision.steps().stream())
        .toList();
  }

  /** What made the score, in one line. */
  public static List<String> score(Explanation explanation) {
    return List.of(contributions(explanation.contributions()));
  }

  /** The branch that gave the priority, or the score that did. */
  public static List<String> priority(Explanation explanation) {
    return explanation.decision().instructionsOrNone().priority() == null
        ? List.of(
            "score %d: %s"
                .formatted(explanation.score(), contributions(explanation.contributions())))
        : List.of("branch " + String.join(" > ", explanation.decision().path()) + " gives it");
  }

  /** E.g. {@code base +50, large-amount +20}. */
  public static String contributions(List<Contribution> contributions) {
    DecimalFormat points =
        new DecimalFormat("+0.#;-0.#", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return contributions.stream()
        .map(c -> c.rule() + " " + points.format(c.points()))
        .collect(Collectors.joining(", "));
  }

  /** An occasion as a policy writes it: {@code at-risk}. */
  public static String occasion(Occasion occasion) {
    return occasion.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
