package io.breakwater.domain.rule;

import java.util.List;
import java.util.stream.Collectors;

/** An expression was refused when it was compiled. */
public final class InvalidRule extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Issue> issues;

  /**
   * One thing that is wrong.
   *
   * @param offset where, in code points from the start of the expression
   * @param message what is wrong
   * @param remedy what to do about it
   */
  public record Issue(int offset, String message, String remedy) {}

  InvalidRule(List<Issue> issues) {
    super(issues.stream().map(Issue::message).collect(Collectors.joining("; ")));
    this.issues = List.copyOf(issues);
  }

  /** Everything that is wrong, in the order of the expression; not empty. */
  public List<Issue> issues() {
    return issues;
  }
}
