package io.breakwater.domain.routing;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.RoutingPolicy.UnknownDeskHint;
import io.breakwater.domain.rule.Facts;

/** The desk that a producer points at. */
final class Hints {
  private Hints() {}

  /** The event's {@code desk_hint}; null if it has none. */
  static String of(Facts facts) {
    String hint = facts.event().deskHint();
    return hint == null || hint.isBlank() ? null : hint;
  }

  /** True if work goes where the hint points: to a desk of the policy, or one that it creates. */
  static boolean followed(Policy policy, String hint) {
    return policy.desks().containsKey(hint)
        || policy.routing().unknownDeskHint() == UnknownDeskHint.CREATE;
  }
}
