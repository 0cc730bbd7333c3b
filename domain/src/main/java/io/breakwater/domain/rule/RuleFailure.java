package io.breakwater.domain.rule;

/** One rule could not judge one event. The rule then contributes nothing and the event goes on. */
public final class RuleFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RuleFailure(String message) {
    super(message, null, false, false); // no stack: poison events must stay cheap
  }
}
