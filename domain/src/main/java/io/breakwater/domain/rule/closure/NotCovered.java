package io.breakwater.domain.rule.closure;

/** Thrown while compiling an expression that the closures leave to cel-java's interpreter. */
final class NotCovered extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotCovered(String what) {
    super(what, null, false, false);
  }
}
