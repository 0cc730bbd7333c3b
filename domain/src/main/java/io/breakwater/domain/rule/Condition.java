package io.breakwater.domain.rule;

/** A compiled CEL expression of type bool. Implementations are immutable and thread-safe. */
public interface Condition extends Expression {

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

        @Override
        public Boolean constant() {
          return true;
        }
      };

  /**
   * Evaluates the expression.
   *
   * @throws RuleFailure if this event cannot be judged, e.g. a missing attribute or a division by
   *     zero
   */
  boolean test(Facts facts);

  /** What the condition always says, because it looks at nothing; null if it looks at something. */
  default Boolean constant() {
    return null;
  }
}
