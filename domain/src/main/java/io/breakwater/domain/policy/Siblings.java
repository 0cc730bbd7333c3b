package io.breakwater.domain.policy;

import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;

/** Finds branches that no exception can reach because of themselves or of earlier siblings. */
final class Siblings {

  private final List<Branch> earlier = new ArrayList<>();

  /** One more of the siblings, in their order. */
  void add(Branch branch, YamlValue at) {
    Boolean constant = branch.when().constant();
    if (Boolean.FALSE.equals(constant)) {
      at.warning(
          "branch \"" + branch.label() + "\" never matches: its condition is always false",
          "Correct the condition, or remove the branch");
    }
    earlier.stream()
        .filter(e -> hides(e, branch))
        .findFirst()
        .ifPresent(
            e ->
                at.warning(
                    "nothing reaches branch \"%s\": \"%s\" before it %s"
                        .formatted(
                            branch.label(),
                            e.name(),
                            always(e)
                                ? "takes everything"
                                : "has the same condition and takes what it would match"),
                    "Put it earlier, remove it, or write continue: true in the other"));
    earlier.add(branch);
  }

  /** True if whatever {@code later} matches, {@code earlier} has matched before and kept. */
  private static boolean hides(Branch earlier, Branch later) {
    return !earlier.goOn()
        && (always(earlier)
            || (later.gates().containsAll(earlier.gates())
                && (always(earlier.when()) || same(earlier.when(), later.when()))));
  }

  private static boolean always(Branch branch) {
    return branch.gates().isEmpty() && always(branch.when());
  }

  private static boolean always(Condition when) {
    return Boolean.TRUE.equals(when.constant());
  }

  private static boolean same(Condition a, Condition b) {
    return a.expression().strip().equals(b.expression().strip());
  }
}
