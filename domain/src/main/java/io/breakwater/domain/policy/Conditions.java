package io.breakwater.domain.policy;

import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.InvalidRule;
import io.breakwater.domain.rule.RuleCompiler;
import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.yaml.YamlValue;

/** Reads a {@code when}. */
final class Conditions {
  private Conditions() {}

  /** The compiled expression; {@link Condition#ALWAYS} if there is none. */
  static Condition read(YamlValue when, Scope scope) {
    String expression = when.text("true");
    if (expression.equals("true")) {
      return Condition.ALWAYS;
    }
    try {
      return RuleCompiler.compile(expression, scope);
    } catch (InvalidRule e) {
      e.issues().forEach(i -> when.problemWithin(i.offset(), i.message(), i.remedy()));
      return Condition.ALWAYS;
    }
  }
}
