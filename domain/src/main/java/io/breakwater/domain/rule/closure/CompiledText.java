package io.breakwater.domain.rule.closure;

import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import io.breakwater.domain.rule.TextExpression;
import java.util.Set;

/** A text that is made by closures. */
record CompiledText(String expression, Set<String> attributes, Closure.Obj<String> closure)
    implements TextExpression {

  @Override
  public String text(Facts facts) {
    Frame frame = new Frame(facts);
    String answer = closure.eval(frame);
    if (frame.failed()) {
      throw new RuleFailure(frame.forget());
    }
    return answer;
  }
}
