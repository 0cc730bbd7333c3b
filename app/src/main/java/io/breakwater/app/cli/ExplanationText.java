package io.breakwater.app.cli;

import io.breakwater.app.policy.Explanation;
import io.breakwater.domain.desk.Choice;
import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.incident.IncidentKey;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Instructions;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An explanation as a person reads it. */
final class ExplanationText {
  private ExplanationText() {}

  static void print(Explanation e, PrintWriter out) {
    DecisionRecord decision = e.decision();
    out.printf(
        "%s %s of %s, by policy %s at %s%n",
        e.type(), e.exceptionId(), e.sourceId(), e.policy(), e.at());
    out.printf("score %d: %s%n%n", e.score(), contributions(e.contributions()));
    out.printf(
        "desk %s: %s%n",
        decision.desk(),
        decision.path().isEmpty()
            ? "no branch handles it, so the default desk does"
            : String.join(" > ", decision.path()));
    decision
        .candidates()
        .forEach(c -> out.printf("  %s %s: %s%n", c.matched() ? "+" : "-", c.branch(), c.reason()));
    decision.steps().forEach(step -> out.printf("  %s%n", step));
    if (!decision.watchers().isEmpty()) {
      out.printf("watched by %s%n", String.join(", ", decision.watchers()));
    }
    out.printf("priority %s%s%n", e.priority(), instructions(decision.instructionsOrNone()));
    if (decision.hold() != null) {
      out.printf(
          "waits HELD until %s for incidents of %s%n",
          decision.hold().until(),
          decision.hold().keys().stream().map(IncidentKey::rule).collect(Collectors.joining(", ")));
    }
    operator(e.operator(), out);
  }

  private static String contributions(List<Contribution> contributions) {
    DecimalFormat points =
        new DecimalFormat("+0.#;-0.#", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return contributions.stream()
        .map(c -> c.rule() + " " + points.format(c.points()))
        .collect(Collectors.joining(", "));
  }

  private static String instructions(Instructions instructions) {
    StringBuilder text =
        new StringBuilder(instructions.priority() == null ? "" : " (the branch's)");
    if (!instructions.tags().isEmpty()) {
      text.append(", tags ").append(String.join(" ", instructions.tags()));
    }
    for (Map.Entry<String, Integer> skill : instructions.skills().entrySet()) {
      text.append(", needs ").append(skill.getKey()).append(" ").append(skill.getValue());
    }
    if (instructions.sameness() != null) {
      text.append(", merged with its like within ").append(instructions.sameness().window());
    }
    return text.toString();
  }

  private static void operator(Choice choice, PrintWriter out) {
    out.printf("operator %s: %s%n", choice.chosen().orElse("nobody"), choice.why());
    choice.others().forEach(o -> out.printf("  - %s %s%n", o.operator(), o.reason()));
  }
}
