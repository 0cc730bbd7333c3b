package io.breakwater.domain.rule.closure;

import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.NumberExpression;
import io.breakwater.domain.rule.RuleFailure;
import java.util.Set;

/** A number that is made by closures. */
record CompiledNumber(String expression, Set<String> attributes, Closure.Real closure)
    implements NumberExpression {

  @Override
  public double number(Facts facts) {
    Frame frame = new Frame(facts);
    double answer = closure.eval(frame);
    if (frame.failed()) {
      throw new RuleFailure(frame.forget());
    }
    return answer;
  }
}
