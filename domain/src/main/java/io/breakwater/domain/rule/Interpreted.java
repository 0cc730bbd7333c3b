package io.breakwater.domain.rule;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.breakwater.domain.event.ExceptionEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * An expression that runs in cel-java's interpreter: what the closures do not cover. Same meaning,
 * ten times the cost.
 */
abstract class Interpreted implements Expression {

  private final String expression;
  private final Set<String> attributes;
  private final CelRuntime.Program program;

  Interpreted(String expression, Set<String> attributes, CelRuntime.Program program) {
    this.expression = expression;
    this.attributes = attributes;
    this.program = program;
  }

  @Override
  public String expression() {
    return expression;
  }

  @Override
  public Set<String> attributes() {
    return attributes;
  }

  final <T> T eval(Facts facts, Class<T> type) {
    try {
      Object answer = program.eval(variables(facts));
      if (type.isInstance(answer)) {
        return type.cast(answer);
      }
      throw new RuleFailure("the priority or desk that it reads is not known yet");
    } catch (CelEvaluationException e) {
      throw new RuleFailure(wording(e.getErrorCode()));
    }
  }

  /** By code, because cel-java's own message may quote an attribute's value. */
  static String wording(CelErrorCode code) {
    return switch (code) {
      case ATTRIBUTE_NOT_FOUND -> "the event lacks a value that it reads: guard it with has()";
      case DIVIDE_BY_ZERO -> "division by zero";
      case NUMERIC_OVERFLOW -> "a number is out of range";
      case INDEX_OUT_OF_BOUNDS -> "an index is out of bounds";
      case BAD_FORMAT, INVALID_ARGUMENT -> "a value does not have the form that it needs";
      default -> "it cannot be evaluated (" + code + ")";
    };
  }

  private static Map<String, Object> variables(Facts facts) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("event", fields(facts.event()));
    variables.put("features", facts.features());
    variables.put("score", (long) facts.score());
    if (facts.priority() != null) {
      variables.put("priority", facts.priority().name());
    }
    if (facts.desk() != null) {
      variables.put("desk", facts.desk());
    }
    return variables;
  }

  /** An absent field is an absent key: {@code has()} is false and reading it fails. */
  private static Map<String, Object> fields(ExceptionEvent event) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("type", event.type());
    fields.put("severity", event.severity().name());
    fields.put("kind", event.kind().name());
    fields.put("source_id", event.sourceId());
    fields.put("exception_id", event.exceptionId());
    fields.put("occurred_at", event.occurredAt());
    fields.put("attributes", event.attributes());
    if (event.amount() != null) {
      fields.put("amount", event.amount().doubleValue());
    }
    if (event.currency() != null) {
      fields.put("currency", event.currency());
    }
    if (event.deskHint() != null) {
      fields.put("desk_hint", event.deskHint());
    }
    return fields;
  }

  /** Of type bool. */
  static final class Bool extends Interpreted implements Condition {
    Bool(String expression, Set<String> attributes, CelRuntime.Program program) {
      super(expression, attributes, program);
    }

    @Override
    public boolean test(Facts facts) {
      return eval(facts, Boolean.class);
    }
  }

  /** Of type string. */
  static final class Text extends Interpreted implements TextExpression {
    Text(String expression, Set<String> attributes, CelRuntime.Program program) {
      super(expression, attributes, program);
    }

    @Override
    public String text(Facts facts) {
      return eval(facts, String.class);
    }
  }

  /** Of type double. */
  static final class Number extends Interpreted implements NumberExpression {
    Number(String expression, Set<String> attributes, CelRuntime.Program program) {
      super(expression, attributes, program);
    }

    @Override
    public double number(Facts facts) {
      return eval(facts, Double.class);
    }
  }
}
