package io.breakwater.app.policy.cases;

import io.breakwater.app.policy.Circumstances;
import io.breakwater.app.policy.Explanation;
import io.breakwater.domain.policy.Policy;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** An event, what is assumed of the world, and what a policy is expected to make of it. */
public final class PolicyCase {
  private final String name;
  private final byte[] event;
  private final Circumstances circumstances;
  private final List<Check> checks;

  /**
   * A case.
   *
   * @param event as a producer sends it, or a record of topic {@code scored}
   */
  PolicyCase(String name, byte[] event, Circumstances circumstances, List<Check> checks) {
    this.name = name;
    this.event = event;
    this.circumstances = circumstances;
    this.checks = List.copyOf(checks);
  }

  /** Tries the case, by the same functions that run live. */
  public CaseResult run(Policy policy) {
    try {
      circumstances.mustFit(policy);
      Explanation explanation = Explanation.of(policy, event, circumstances);
      return CaseResult.of(
          name,
          checks.stream()
              .map(check -> check.mismatch(explanation))
              .flatMap(Optional::stream)
              .toList());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return CaseResult.impossible(name, e.getMessage());
    }
  }
}
