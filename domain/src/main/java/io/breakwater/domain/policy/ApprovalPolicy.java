package io.breakwater.domain.policy;

import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import io.breakwater.domain.work.OperationKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What nobody may do to a work item alone. */
public record ApprovalPolicy(List<Rule> rules) {

  /** Everybody may do everything alone. */
  public static final ApprovalPolicy NONE = new ApprovalPolicy(List.of());

  /**
   * These operations need a second person where {@code when} holds.
   *
   * @param expiresAfter how long a request waits for one
   */
  public record Rule(
      String name, Set<OperationKind> operations, Condition when, Duration expiresAfter) {}

  /**
   * The first rule that wants a second person for this. A condition that cannot be judged does not
   * let anybody pass: it holds.
   */
  public Optional<Rule> rule(OperationKind operation, Facts facts) {
    return rules.stream()
        .filter(rule -> rule.operations().contains(operation) && holds(rule, facts))
        .findFirst();
  }

  private static boolean holds(Rule rule, Facts facts) {
    try {
      return rule.when().test(facts);
    } catch (RuleFailure e) {
      return true;
    }
  }
}
