package io.breakwater.domain.policy.diff;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.diff.PolicyChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What differs between two policies. How they are written does not matter: order of keys, comments,
 * quotes, what is said that holds anyway. What a branch inherits counts as its own.
 *
 * @param from {@code policy@version}
 * @param to {@code policy@version}
 * @param changes by section, in the order of a policy; empty if both mean the same
 */
public record PolicyDiff(String from, String to, List<PolicyChange> changes) {

  public PolicyDiff {
    changes = List.copyOf(changes);
  }

  /** The changes that lead from one policy to the other. */
  public static PolicyDiff between(Policy from, Policy to) {
    Map<String, List<Thing>> before = bySection(from);
    Map<String, List<Thing>> after = bySection(to);
    List<PolicyChange> changes = new ArrayList<>();
    for (String section : PolicyOutline.SECTIONS) {
      compare(
          section,
          before.getOrDefault(section, List.of()),
          after.getOrDefault(section, List.of()),
          changes);
    }
    return new PolicyDiff(from.id(), to.id(), changes);
  }

  private static Map<String, List<Thing>> bySection(Policy policy) {
    return PolicyOutline.of(policy).stream().collect(Collectors.groupingBy(Thing::section));
  }

  private static void compare(
      String section, List<Thing> before, List<Thing> after, List<PolicyChange> changes) {
    Map<String, Thing> old = byName(before);
    Map<String, Thing> now = byName(after);
    old.forEach(
        (name, thing) -> {
          if (!now.containsKey(name)) {
            changes.add(new PolicyChange(section, Kind.REMOVED, name, null, thing.summary(), null));
          }
        });
    now.forEach(
        (name, thing) -> {
          if (old.containsKey(name)) {
            compare(section, old.get(name), thing, changes);
          } else {
            changes.add(new PolicyChange(section, Kind.ADDED, name, null, null, thing.summary()));
          }
        });
    orders(old.values().stream().filter(t -> now.containsKey(t.name())).toList())
        .forEach(
            (order, names) -> {
              List<String> reordered =
                  now.values().stream()
                      .filter(t -> Objects.equals(t.order(), order) && names.contains(t.name()))
                      .map(Thing::name)
                      .toList();
              if (!reordered.equals(names)) {
                changes.add(
                    new PolicyChange(
                        section,
                        Kind.REORDERED,
                        order,
                        null,
                        String.join(", ", names),
                        String.join(", ", reordered)));
              }
            });
  }

  private static Map<String, Thing> byName(List<Thing> things) {
    Map<String, Thing> byName = new LinkedHashMap<>();
    things.forEach(thing -> byName.put(thing.name(), thing));
    return byName;
  }

  private static Map<String, List<String>> orders(List<Thing> things) {
    return things.stream()
        .filter(thing -> thing.order() != null)
        .collect(
            Collectors.groupingBy(
                Thing::order,
                LinkedHashMap::new,
                Collectors.mapping(Thing::name, Collectors.toList())));
  }

  private static void compare(String section, Thing old, Thing now, List<PolicyChange> changes) {
    Set<String> points = new LinkedHashSet<>(old.traits().keySet());
    points.addAll(now.traits().keySet());
    for (String point : points) {
      Trait before = old.traits().get(point);
      Trait after = now.traits().get(point);
      if (before == null || after == null || !before.sameAs(after)) {
        changes.add(
            new PolicyChange(
                section,
                Kind.CHANGED,
                now.name(),
                point,
                before == null ? null : before.said(),
                after == null ? null : after.said()));
      }
    }
  }
}
