package io.breakwater.app.policy.cases;

import io.breakwater.app.policy.Explanation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that a case expects.
 *
 * @param what e.g. {@code desk}, as the file calls it
 * @param expected as text
 * @param got what an explanation says of it, as text
 * @param why the policy's reasons for it
 */
record Check(
    String what,
    String expected,
    Function<Explanation, String> got,
    Function<Explanation, List<String>> why) {

  /** What is otherwise than expected; empty if nothing is. */
  Optional<CaseResult.Mismatch> mismatch(Explanation explanation) {
    String found = got.apply(explanation);
    return Objects.equals(expected, found)
        ? Optional.empty()
        : Optional.of(new CaseResult.Mismatch(what, expected, found, why.apply(explanation)));
  }
}
