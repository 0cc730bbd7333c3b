package io.breakwater.domain.rule;

/** A condition that looks at nothing, such as {@code 1 > 2}. */
record ConstantCondition(String expression, Boolean constant) implements Condition {

  @Override
  public boolean test(Facts facts) {
    return constant;
  }
}
