package io.breakwater.domain.rule.closure;

import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import java.util.Set;

/** A condition that runs as closures. */
record CompiledCondition(String expression, Set<String> attributes, Closure.Bool closure)
    implements Condition {

  @Override
  public boolean test(Facts facts) {
    Frame frame = new Frame(facts);
    boolean answer = closure.eval(frame);
    if (frame.failed()) {
      throw new RuleFailure(frame.forget());
    }
    return answer;
  }
}
