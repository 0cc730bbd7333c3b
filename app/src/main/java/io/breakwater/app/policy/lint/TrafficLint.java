package io.breakwater.app.policy.lint;

import io.breakwater.app.policy.backtest.Judgement;
import io.breakwater.app.policy.backtest.Recorded;
import io.breakwater.app.policy.backtest.RecordedHistory;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.policy.Branch;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.DeskTarget;
import io.breakwater.domain.policy.Gate;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.routing.DecisionRecord.Candidate;
import io.breakwater.domain.routing.Moment;
import io.breakwater.domain.rule.Comparison;
import io.breakwater.domain.text.Suggestion;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds a policy against recent traffic: attributes and values that it names and no event has,
 * branches and desks that no event reached. Pure; takes any number of events in any order.
 */
public final class TrafficLint {
  /** A field with more values is taken to have any. */
  private static final int MOST_VALUES = 20_000;

  private static final String ATTRIBUTE = "event.attributes.";

  private final Policy policy;
  private final PolicyTimeline timeline;
  private final List<PolicyExpressions.Placed> expressions;
  private final Map<String, Set<String>> values = new HashMap<>();
  private final Set<String> attributes = new TreeSet<>();
  private final Set<String> matched = new HashSet<>();
  private final Set<String> desks = new HashSet<>();
  private long events;
  private Instant first;
  private Instant last;

  /**
   * What was found.
   *
   * @param events how many there were
   * @param first the time of the earliest; null if there was none
   * @param last the time of the latest; null if there was none
   */
  public record Result(
      String policy, long events, Instant first, Instant last, List<Finding> findings) {}

  /**
   * One thing that traffic does not bear out.
   *
   * @param where e.g. {@code scoring rule large-amount}
   * @param message what is amiss
   * @param remedy what to do about it if it is not meant
   */
  public record Finding(String where, String message, String remedy) {

    @Override
    public String toString() {
      return "%s: %s. %s".formatted(where, message, remedy);
    }
  }

  public TrafficLint(Policy policy) {
    this.policy = policy;
    this.timeline = PolicyTimeline.EMPTY.with(policy);
    this.expressions = PolicyExpressions.of(policy);
    for (PolicyExpressions.Placed placed : expressions) {
      for (Comparison comparison : Comparison.in(placed.expression())) {
        values.put(comparison.name(), new HashSet<>());
      }
    }
  }

  /** Takes an event of the traffic. */
  public void saw(Recorded.Said said) {
    ExceptionEvent event = said.event();
    Instant at = event.occurredAt();
    events++;
    first = first == null || at.isBefore(first) ? at : first;
    last = last == null || at.isAfter(last) ? at : last;
    attributes.addAll(event.attributes().keySet());
    values.forEach((name, seen) -> add(seen, value(event, name)));
    Judgement judgement = Judgement.of(timeline, said, Moment.idle(at));
    desks.add(judgement.decision().desk());
    desks.addAll(judgement.decision().watchers());
    for (Candidate candidate : judgement.decision().candidates()) {
      if (candidate.matched()) {
        matched.add(candidate.branch());
      }
    }
  }

  /** Takes all that upstream said in a history. */
  public void sawAll(RecordedHistory history) throws IOException {
    history.inOrder(
        recorded -> {
          if (recorded instanceof Recorded.Said said) {
            saw(said);
          }
        });
  }

  private static void add(Set<String> seen, String value) {
    if (value != null && seen.size() <= MOST_VALUES) {
      seen.add(value);
    }
  }

  private static String value(ExceptionEvent event, String name) {
    return switch (name) {
      case "event.type" -> event.type();
      case "event.source_id" -> event.sourceId();
      case "event.exception_id" -> event.exceptionId();
      case "event.severity" -> event.severity().name();
      case "event.kind" -> event.kind().name();
      case "event.currency" -> event.currency();
      case "event.desk_hint" -> event.deskHint();
      default ->
          name.startsWith(ATTRIBUTE)
              ? event.attributes().get(name.substring(ATTRIBUTE.length()))
              : null;
    };
  }

  /** What is amiss so far; nothing as long as there was no traffic at all. */
  public Result result() {
    List<Finding> findings = new ArrayList<>();
    if (events > 0) {
      expressions.forEach(placed -> expression(placed, findings));
      policy.desks().values().forEach(desk -> sticky(desk, findings));
      policy.routing().branches().forEach(branch -> branch(branch, findings));
      desks(findings);
    }
    return new Result(policy.id(), events, first, last, findings.stream().distinct().toList());
  }

  private void expression(PolicyExpressions.Placed placed, List<Finding> findings) {
    for (String attribute : new TreeSet<>(placed.expression().attributes())) {
      if (!attributes.contains(attribute)) {
        findings.add(unknown(placed.where(), attribute));
      }
    }
    for (Comparison comparison : Comparison.in(placed.expression())) {
      Set<String> seen = values.get(comparison.name());
      boolean carried = !seen.isEmpty() && seen.size() <= MOST_VALUES;
      if (carried && seen.stream().noneMatch(comparison::holds)) {
        findings.add(
            new Finding(
                placed.where(),
                "no recent event has " + comparison,
                Suggestion.nearest(comparison.text(), seen)
                    .map(near -> "Did you mean \"" + near + "\"?")
                    .orElseGet(() -> "There were " + some(seen))));
      }
    }
  }

  private void sticky(DeskPolicy desk, List<Finding> findings) {
    if (desk.stickyBy() != null && !attributes.contains(desk.stickyBy())) {
      findings.add(unknown("desk " + desk.name(), desk.stickyBy()));
    }
  }

  private Finding unknown(String where, String attribute) {
    return new Finding(
        where,
        "no recent event has the attribute \"" + attribute + "\"",
        Suggestion.nearest(attribute, attributes)
            .map(near -> "Did you mean \"" + near + "\"?")
            .orElseGet(
                () ->
                    attributes.isEmpty()
                        ? "They have no attributes at all"
                        : "They have " + some(attributes)));
  }

  private static String some(Set<String> names) {
    List<String> sorted = names.stream().sorted().limit(8).toList();
    return String.join(", ", sorted)
        + (names.size() > sorted.size() ? " and %,d more".formatted(names.size() - 8) : "");
  }

  /** What looks at loads is left out: nobody knows here what they were. */
  private void branch(Branch branch, List<Finding> findings) {
    if (branch.gates().stream().anyMatch(Gate.Busy.class::isInstance)) {
      return;
    }
    if (matched.contains(branch.label())) {
      branch.branches().forEach(below -> branch(below, findings));
    } else {
      findings.add(
          new Finding(
              "branch " + branch.label(),
              "no recent event came here",
              "Look at its condition, and at the branches before it"));
    }
  }

  /** Desks that only overflow or escalation leads to are not expected to get anything. */
  private void desks(List<Finding> findings) {
    Set<String> targets = new LinkedHashSet<>(Set.of(policy.routing().defaultDesk()));
    policy
        .routing()
        .any(
            branch -> {
              if (branch.gates().stream().noneMatch(Gate.Busy.class::isInstance)) {
                targets(branch.settings().target(), targets);
              }
              return false;
            });
    for (String desk : targets) {
      if (!desks.contains(desk)) {
        findings.add(
            new Finding(
                "desk " + desk, "no recent event went here", "Fine if that is what you expect"));
      }
    }
  }

  private static void targets(DeskTarget target, Set<String> targets) {
    if (target instanceof DeskTarget.Named named) {
      targets.add(named.desk());
    } else if (target instanceof DeskTarget.Split split) {
      split.shares().forEach(share -> targets.add(share.desk()));
    }
  }
}
