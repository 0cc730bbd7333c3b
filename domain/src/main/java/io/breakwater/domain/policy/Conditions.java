package io.breakwater.domain.policy;

import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.IncidentCondition;
import io.breakwater.domain.rule.IncidentRuleCompiler;
import io.breakwater.domain.rule.InvalidRule;
import io.breakwater.domain.rule.NumberExpression;
import io.breakwater.domain.rule.RuleCompiler;
import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.rule.TextExpression;
import io.breakwater.domain.yaml.YamlValue;
import java.util.Set;

/** Reads a {@code when} and other expressions; what is wrong is noted where it stands. */
final class Conditions {

  private final Set<String> features;

  /** Conditions that may read these features. */
  Conditions(Set<String> features) {
    this.features = features;
  }

  /** The compiled condition; {@link Condition#ALWAYS} if there is none. */
  Condition read(YamlValue when, Scope scope) {
    String expression = when.text("true");
    if (expression.equals("true")) {
      return Condition.ALWAYS;
    }
    return compiled(
        when, Condition.ALWAYS, source -> RuleCompiler.compile(source, scope, features));
  }

  /** The compiled text; null if there is none. */
  TextExpression text(YamlValue value, Scope scope) {
    return compiled(value, null, source -> RuleCompiler.text(source, scope, features));
  }

  /** The compiled number; null if there is none. */
  NumberExpression number(YamlValue value, Scope scope) {
    return compiled(value, null, source -> RuleCompiler.number(source, scope, features));
  }

  private interface Compiler<T> {
    T compile(String source) throws InvalidRule;
  }

  private static <T> T compiled(YamlValue value, T otherwise, Compiler<T> compiler) {
    String source = value.text(null);
    if (source == null) {
      return otherwise;
    }
    try {
      return compiler.compile(source);
    } catch (InvalidRule e) {
      e.issues().forEach(i -> value.problemWithin(i.offset(), i.message(), i.remedy()));
      return otherwise;
    }
  }

  /** The compiled condition on an incident; {@link IncidentCondition#ALWAYS} if there is none. */
  static IncidentCondition ofIncident(YamlValue value, IncidentRuleCompiler compiler) {
    return value.text("true").equals("true")
        ? IncidentCondition.ALWAYS
        : compiled(value, IncidentCondition.ALWAYS, compiler::compile);
  }
}
