package io.breakwater.domain.policy;

import io.breakwater.domain.policy.RoutingPolicy.Branch;
import io.breakwater.domain.policy.RoutingPolicy.Group;
import io.breakwater.domain.policy.RoutingPolicy.UnknownDeskHint;
import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code routing}. */
final class RoutingSection {
  private RoutingSection() {}

  static RoutingPolicy read(YamlValue value, Set<String> desks, Conditions conditions) {
    YamlMap routing = value.map("default_desk", "unknown_desk_hint", "branches");
    YamlValue defaultDesk =
        routing.need("default_desk", "Name the desk that gets what matches no branch");
    return new RoutingPolicy(
        Names.reference(defaultDesk, "desk", "desks", desks),
        routing.get("unknown_desk_hint").oneOf(UnknownDeskHint.class, UnknownDeskHint.DEFAULT),
        branches(routing.get("branches"), desks, conditions, null));
  }

  private static List<Branch> branches(
      YamlValue value, Set<String> desks, Conditions conditions, Duration inheritedWait) {
    List<Branch> branches = new ArrayList<>();
    Names names = new Names("branch");
    for (YamlValue item : value.list()) {
      YamlMap branch =
          item.map(
              "name", "when", "desk", "desk_from", "continue", "group", "group_wait", "branches");
      YamlValue deskFrom = branch.get("desk_from");
      boolean fromHint = deskFrom.present() && deskFrom.text("").equals("hint");
      if (deskFrom.present() && !fromHint) {
        deskFrom.problem("a desk cannot come from there", "Write desk_from: hint");
      }
      if (deskFrom.present() && branch.get("desk").present()) {
        deskFrom.problem("the branch has both desk and desk_from", "Remove one of the two");
      }
      Duration groupWait = groupWait(branch, inheritedWait);
      branches.add(
          new Branch(
              names.of(branch),
              conditions.read(branch.get("when"), Scope.ROUTING),
              emptyToNull(Names.reference(branch.get("desk"), "desk", "desks", desks)),
              fromHint,
              branch.get("continue").bool(false),
              groupWait,
              branches(branch.get("branches"), desks, conditions, groupWait)));
    }
    return List.copyOf(branches);
  }

  private static Duration groupWait(YamlMap branch, Duration inherited) {
    YamlValue wait = branch.get("group_wait");
    Group fallback = inherited == null ? Group.NONE : Group.INCIDENT;
    if (branch.get("group").oneOf(Group.class, fallback) == Group.NONE) {
      if (wait.present()) {
        wait.problem("the branch does not group", "Add group: incident, or remove group_wait");
      }
      return null;
    }
    return wait.duration(inherited == null ? RoutingPolicy.DEFAULT_GROUP_WAIT : inherited);
  }

  private static String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
