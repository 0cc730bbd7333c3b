package io.breakwater.domain.rule;

import java.util.Set;

/** A compiled CEL expression of type bool. Implementations are immutable and thread-safe. */
public interface Condition {

  /** True for everything: what a missing {@code when} means. */
  Condition ALWAYS =
      new Condition() {
        @Override
        public String expression() {
          return "true";
        }

        @Override
        public boolean test(Facts facts) {
          return true;
        }
      };

  /** The source as written in the policy. */
  String expression();

  /** The keys of {@code event.attributes} that the expression names. */
  default Set<String> attributes() {
    return Set.of();
  }

  /**
   * Evaluates the expression.
   *
   * @throws RuleFailure if this event cannot be judged, e.g. a missing attribute or a division by
   *     zero
   */
  boolean test(Facts facts);
}
