package io.breakwater.app.cli;

import io.breakwater.app.policy.Explanation;
import io.breakwater.app.policy.Reasons;
import io.breakwater.domain.desk.Choice;
import io.breakwater.domain.incident.IncidentKey;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Instructions;
import java.io.PrintWriter;
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
    out.printf("score %d: %s%n%n", e.score(), Reasons.contributions(e.contributions()));
    out.printf(
        "desk %s: %s%n",
        decision.desk(),
        decision.path().isEmpty()
            ? "no branch handles it, so the default desk does"
            : String.join(" > ", decision.path()));
    Reasons.route(decision).forEach(line -> out.printf("  %s%n", line));
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
    e.slas()
        .forEach(
            sla ->
                out.printf(
                    "SLA %s: %s by %s, at risk from %s%n",
                    sla.sla(),
                    sla.target().name().toLowerCase(Locale.ROOT),
                    sla.deadline(),
                    sla.atRiskAt()));
    e.notifications()
        .forEach(
            (occasion, channels) ->
                out.printf(
                    "when %s, tells %s%n",
                    Reasons.occasion(occasion), String.join(", ", channels)));
    if (e.quiet() != null) {
      out.printf(
          "quiet%s: %s%n",
          e.quiet().until() == null ? "" : " until " + e.quiet().until(), e.quiet().sentence());
    }
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
