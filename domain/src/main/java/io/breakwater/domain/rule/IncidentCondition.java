package io.breakwater.domain.rule;

/**
 * A compiled CEL expression of type bool about an incident as a whole. Implementations are
 * immutable and thread-safe.
 */
public interface IncidentCondition extends Expression {

  /** True for every incident: what a missing condition means. */
  IncidentCondition ALWAYS =
      new IncidentCondition() {
        @Override
        public String expression() {
          return "true";
        }

        @Override
        public boolean test(IncidentFacts incident) {
          return true;
        }
      };

  /**
   * Evaluates the expression.
   *
   * @throws RuleFailure if this incident cannot be judged, e.g. when no member has the attribute
   */
  boolean test(IncidentFacts incident);
}
