package io.breakwater.domain.routing;

import io.breakwater.domain.policy.Branch;
import io.breakwater.domain.policy.BranchSettings;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.RoutingPolicy;
import io.breakwater.domain.routing.DecisionRecord.Candidate;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the desk of an exception: a pure function of the policy, the facts and the moment. {@link
 * RoutingPolicy} says how the tree is read.
 */
public final class Router {

  private final Policy policy;
  private final Facts facts;
  private final Gates gates;
  private final Placement placement;
  private final List<Candidate> candidates = new ArrayList<>();
  private List<Branch> passed = List.of();
  private Branch owner;

  private Router(Policy policy, Facts facts, Moment moment) {
    this.policy = policy;
    this.facts = facts;
    Looked looked = new Looked(policy, moment);
    this.gates = new Gates(policy, facts, looked);
    this.placement = new Placement(policy, facts, looked);
  }

  /**
   * What the tree says of an exception.
   *
   * @param decision the desk, and why
   * @param groupWait how long the exception waits for its incident; null if its branch does not
   *     group
   */
  public record Routed(DecisionRecord decision, Duration groupWait) {}

  /** The desk, and why. Always names a desk. */
  public static DecisionRecord decide(Policy policy, Facts facts, Moment moment) {
    return route(policy, facts, moment).decision();
  }

  /** The desk, and whether the exception waits for an incident. */
  public static Routed route(Policy policy, Facts facts, Moment moment) {
    return new Router(policy, facts, moment).route();
  }

  private Routed route() {
    tryAll(policy.routing().branches());
    BranchSettings settings = owner == null ? policy.routing().root() : owner.settings();
    String desk = placement.owner(settings.target());
    DecisionRecord decision =
        new DecisionRecord(
            desk,
            owner == null ? List.of() : owner.path(),
            List.copyOf(candidates),
            policy.id(),
            Inputs.of(policy, facts, placement.looked()),
            null,
            placement.watchers(passed, desk),
            placement.steps(),
            placement.instructions(settings, desk));
    return new Routed(decision, settings.groupWait());
  }

  /**
   * Tries siblings in order. A branch that matches handles the exception itself unless one below it
   * does; the last that handles it is its owner.
   *
   * @return whether any matched
   */
  private boolean tryAll(List<Branch> siblings) {
    boolean any = false;
    for (Branch branch : siblings) {
      if (!matches(branch)) {
        continue;
      }
      any = true;
      if (!tryAll(branch.branches())) {
        handles(branch);
      }
      if (!branch.goOn()) {
        break;
      }
    }
    return any;
  }

  private void handles(Branch branch) {
    if (owner != null) {
      passed = passed.isEmpty() ? new ArrayList<>() : passed;
      passed.add(owner);
    }
    owner = branch;
  }

  private boolean matches(Branch branch) {
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
    if (matched && !branch.gates().isEmpty()) {
      Gates.Answer answer = gates.all(branch.gates());
      matched = answer.open();
      boolean plain = branch.when() == Condition.ALWAYS || !matched;
      reason = plain ? answer.reason() : reason + "; " + answer.reason();
    }
    candidates.add(new Candidate(branch.label(), matched, reason));
    return matched;
  }
}
