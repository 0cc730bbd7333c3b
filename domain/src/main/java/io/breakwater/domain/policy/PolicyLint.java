package io.breakwater.domain.policy;

import io.breakwater.domain.policy.DeskTarget.Share;
import io.breakwater.domain.policy.DeskTarget.Split;
import io.breakwater.domain.sla.SlaDuration;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Warnings about how the sections of a policy fit together. */
final class PolicyLint {
  private PolicyLint() {}

  private static final Duration DAY = Duration.ofDays(1);

  /** Notes what is allowed but hardly meant. */
  static void look(YamlMap file, Policy policy) {
    desks(file.get("desks"), policy);
    slas(file.get("slas"), policy.slas());
  }

  private static void desks(YamlValue value, Policy policy) {
    Set<String> used = used(policy);
    Map<String, YamlValue> desks = value.entries();
    desks.forEach(
        (name, desk) -> {
          DeskPolicy known = policy.desks().get(name);
          boolean nobody = known.members().isEmpty() && known.onCall().isEmpty();
          if (nobody && !(desk.isMapping() && desk.entries().containsKey("assignment"))) {
            desk.warning(
                "desk \"" + name + "\" has no members",
                "Add members, or write assignment: pull if people claim its work");
          }
          if (used != null && !used.contains(name)) {
            desk.warning(
                "no branch, overflow or escalation leads to desk \"" + name + "\"",
                "Route something there, or remove it");
          }
        });
  }

  /** Every desk that work can be sent to; null if hints may name any. */
  private static Set<String> used(Policy policy) {
    Set<String> used = new HashSet<>();
    boolean[] hinted = new boolean[1];
    Consumer<DeskTarget> note =
        target -> {
          if (target instanceof DeskTarget.Named named) {
            used.add(named.desk());
          } else if (target instanceof Split split) {
            split.shares().stream().map(Share::desk).forEach(used::add);
          } else {
            hinted[0] = true;
          }
        };
    used.add(policy.routing().defaultDesk());
    policy
        .routing()
        .any(
            branch -> {
              note.accept(branch.settings().target());
              return false;
            });
    for (DeskPolicy desk : policy.desks().values()) {
      used.add(desk.escalation());
      used.add(desk.overflow() == null ? null : desk.overflow().desk());
    }
    return hinted[0] ? null : used;
  }

  private static void slas(YamlValue value, List<SlaPolicy> slas) {
    Optional<SlaPolicy> other = slas.stream().filter(s -> s.calendar() != null).findFirst();
    List<YamlValue> items = value.list();
    if (other.isEmpty() || items.size() != slas.size()) {
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      SlaPolicy sla = slas.get(i);
      if (sla.calendar() == null && sla.goals().stream().anyMatch(PolicyLint::countsDays)) {
        items
            .get(i)
            .warning(
                "SLA \"%s\" counts whole days without a calendar, and \"%s\" has one"
                    .formatted(sla.name(), other.get().name()),
                "Give it a calendar and write e.g. within: 2 business days, if weekends do not"
                    + " count");
      }
    }
  }

  private static boolean countsDays(SlaPolicy.Goal goal) {
    return goal.within() instanceof SlaDuration.Elapsed elapsed
        && elapsed.duration().compareTo(DAY) >= 0;
  }
}
