package io.breakwater.domain.rule;

/** A compiled CEL expression of type double. Implementations are immutable and thread-safe. */
public interface NumberExpression extends Expression {

  /**
   * Evaluates the expression. In CEL, a division of doubles never fails, so the result may be
   * infinite or not a number.
   *
   * @throws RuleFailure if this event has no such number, e.g. for a missing amount
   */
  double number(Facts facts);
}
