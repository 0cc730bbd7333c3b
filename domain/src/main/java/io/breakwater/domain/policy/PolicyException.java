package io.breakwater.domain.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy, or a file of its tests, was refused; nothing of it takes effect. */
public final class PolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<PolicyError> errors;

  public PolicyException(List<PolicyError> errors) {
    super(errors.stream().map(PolicyError::toString).collect(Collectors.joining("\n")));
    this.errors = List.copyOf(errors);
  }

  /** Everything that is wrong, in file order; not empty. */
  public List<PolicyError> errors() {
    return errors;
  }
}
