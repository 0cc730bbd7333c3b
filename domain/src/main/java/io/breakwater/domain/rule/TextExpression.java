package io.breakwater.domain.rule;

/** A compiled CEL expression of type string. Implementations are immutable and thread-safe. */
public interface TextExpression extends Expression {

  /**
   * Evaluates the expression.
   *
   * @throws RuleFailure if this event has no such text, e.g. for a missing attribute
   */
  String text(Facts facts);
}
