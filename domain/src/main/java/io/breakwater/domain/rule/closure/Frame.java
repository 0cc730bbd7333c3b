package io.breakwater.domain.rule.closure;

import io.breakwater.domain.rule.Facts;

/**
 * One evaluation: what it sees, and why it failed if it did. Failing is a value, so it is cheap.
 */
final class Frame {

  final Facts facts;
  private String failure;

  Frame(Facts facts) {
    this.facts = facts;
  }

  boolean failed() {
    return failure != null;
  }

  void fail(String why) {
    failure = why;
  }

  /** Forgets the failure: the other side of an {@code &&} or {@code ||} may still decide. */
  String forget() {
    String why = failure;
    failure = null;
    return why;
  }
}
