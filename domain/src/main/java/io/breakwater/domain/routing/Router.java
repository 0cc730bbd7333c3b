package io.breakwater.domain.routing;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.RoutingPolicy;
import io.breakwater.domain.policy.RoutingPolicy.Branch;
import io.breakwater.domain.policy.RoutingPolicy.UnknownDeskHint;
import io.breakwater.domain.routing.DecisionRecord.Candidate;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the desk of an exception: a pure function of the policy and the facts. {@link
 * RoutingPolicy} says how the tree is read.
 */
public final class Router {

  private final Policy policy;
  private final Facts facts;
  private final List<Candidate> candidates = new ArrayList<>();

  private Router(Policy policy, Facts facts) {
    this.policy = policy;
    this.facts = facts;
  }

  /** A desk, how the tree got there, and how long its branch waits for an incident. */
  private record Choice(String desk, List<String> path, Duration groupWait) {}

  /**
   * What the tree says of an exception.
   *
   * @param decision the desk, and why
   * @param groupWait how long the exception waits for its incident; null if its branch does not
   *     group
   */
  public record Routed(DecisionRecord decision, Duration groupWait) {}

  /** The desk, and why. Always names a desk. */
  public static DecisionRecord decide(Policy policy, Facts facts) {
    return route(policy, facts).decision();
  }

  /** The desk, and whether the exception waits for an incident. */
  public static Routed route(Policy policy, Facts facts) {
    return new Router(policy, facts).route();
  }

  private Routed route() {
    RoutingPolicy routing = policy.routing();
    Choice root = new Choice(routing.defaultDesk(), List.of(), null);
    Choice chosen = among(routing.branches(), root);
    DecisionRecord decision =
        new DecisionRecord(
            chosen.desk(),
            chosen.path(),
            List.copyOf(candidates),
            policy.id(),
            Inputs.of(policy, facts));
    return new Routed(decision, chosen.groupWait());
  }

  /** The choice of the last branch that matches before the search ends; else the parent's. */
  private Choice among(List<Branch> branches, Choice parent) {
    Choice chosen = parent;
    for (Branch branch : branches) {
      List<String> path = append(parent.path(), branch.name());
      if (!matches(branch, path)) {
        continue;
      }
      chosen = among(branch.branches(), new Choice(desk(branch, parent), path, branch.groupWait()));
      if (!branch.goOn()) {
        break;
      }
    }
    return chosen;
  }

  private boolean matches(Branch branch, List<String> path) {
    String expression = branch.when().expression().strip();
    boolean matched;
    String reason;
    try {
      matched = branch.when().test(facts);
      reason = expression + (matched ? " is true" : " is false");
    } catch (RuleFailure e) {
      matched = false;
      reason = expression + " failed: " + e.getMessage();
    }
    if (matched && branch.deskFromHint()) {
      matched = hint() != null;
      reason = matched ? hintReason() : "desk_from: hint, but the event has no desk_hint";
    }
    candidates.add(new Candidate(String.join(" > ", path), matched, reason));
    return matched;
  }

  private String desk(Branch branch, Choice parent) {
    if (branch.deskFromHint()) {
      return followsHint() ? hint() : policy.routing().defaultDesk();
    }
    return branch.desk() == null ? parent.desk() : branch.desk();
  }

  private String hintReason() {
    String hint = "desk_hint is \"" + hint() + "\"";
    if (policy.desks().containsKey(hint())) {
      return hint;
    }
    return hint
        + (followsHint()
            ? ", a desk the policy does not list: created"
            : ", a desk the policy does not list: default desk");
  }

  private boolean followsHint() {
    return policy.desks().containsKey(hint())
        || policy.routing().unknownDeskHint() == UnknownDeskHint.CREATE;
  }

  private String hint() {
    String hint = facts.event().deskHint();
    return hint == null || hint.isBlank() ? null : hint;
  }

  private static List<String> append(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }
}
