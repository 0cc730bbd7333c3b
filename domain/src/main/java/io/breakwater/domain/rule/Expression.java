package io.breakwater.domain.rule;

import java.util.Set;

/** A compiled CEL expression, whatever its type. Implementations are immutable, thread-safe. */
public interface Expression {

  /** The source as written in the policy. */
  String expression();

  /** The keys of {@code event.attributes} that the expression names. */
  default Set<String> attributes() {
    return Set.of();
  }
}
