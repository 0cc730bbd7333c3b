package io.breakwater.domain.policy.diff;

import io.breakwater.domain.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A policy as a list of things and what it says of each, by section. */
final class PolicyOutline {
  private PolicyOutline() {}

  /** The sections, in the order of a policy. */
  static final List<String> SECTIONS =
      List.of(
          "policy",
          "attributes",
          "features",
          "scoring",
          "correlation",
          "routing",
          "operators",
          "on_call",
          "desks",
          "calendars",
          "slas",
          "sla_report",
          "notifications",
          "maintenance",
          "inhibit",
          "silences",
          "approvals");

  static List<Thing> of(Policy policy) {
    List<Thing> things = new ArrayList<>();
    things.add(
        new Thing("policy", "the version", null)
            .says("name", policy.name())
            .says("in force from", policy.effectiveFrom()));
    things.add(
        new Thing("attributes", "attributes", null)
            .says("personal", new TreeSet<>(policy.personalAttributes())));
    RuleOutline.add(policy, things);
    RoutingOutline.add(policy, things);
    DeskOutline.add(policy, things);
    ServiceOutline.add(policy, things);
    QuietOutline.add(policy, things);
    return things;
  }
}
