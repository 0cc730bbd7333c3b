package io.breakwater.domain.policy;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.policy.Gate.Busy;
import io.breakwater.domain.policy.Gate.Hinted;
import io.breakwater.domain.policy.Gate.Hours;
import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the branches of the routing tree. A sub-policy is read anew wherever it is used, with the
 * settings that it inherits there.
 */
final class BranchReader {

  private static final int MOST_BRANCHES = 10_000;
  private static final String[] SUB_POLICY_KEYS = SettingsReader.targetKeysAnd("branches");
  private static final String[] BRANCH_KEYS =
      SettingsReader.targetKeysAnd(
          "name", "when", "during", "outside", "when_busy", "continue", "use", "branches");

  private final Map<String, DeskPolicy> desks;
  private final Map<String, BusinessCalendar> calendars;
  private final Conditions conditions;
  private final SettingsReader settings;
  private final Map<String, YamlValue> subPolicies;
  private final Deque<String> using = new ArrayDeque<>();
  private final Set<String> used = new LinkedHashSet<>();
  private int count;

  BranchReader(
      Map<String, DeskPolicy> desks,
      Map<String, BusinessCalendar> calendars,
      Conditions conditions,
      SettingsReader settings,
      Map<String, YamlValue> subPolicies) {
    this.desks = desks;
    this.calendars = calendars;
    this.conditions = conditions;
    this.settings = settings;
    this.subPolicies = subPolicies;
  }

  /** The whole tree; sub-policies that it does not use are checked too. */
  List<Branch> readAll(YamlValue value, BranchSettings root) {
    List<Branch> branches = read(value, root, List.of());
    subPolicies.forEach(
        (name, subPolicy) -> {
          if (!used.contains(name)) {
            subPolicy.warning(
                "no branch uses the sub-policy \"" + name + "\"",
                "Write use: " + name + " in a branch, or remove it");
            subPolicy(name, subPolicy, root, List.of(name));
          }
        });
    return branches;
  }

  private List<Branch> read(YamlValue value, BranchSettings inherited, List<String> path) {
    List<Branch> branches = new ArrayList<>();
    Names names = new Names("branch");
    Siblings siblings = new Siblings();
    for (YamlValue item : value.list()) {
      if (++count > MOST_BRANCHES) {
        item.problem(
            "the tree has more than " + MOST_BRANCHES + " branches",
            "Use fewer sub-policies within sub-policies");
        break;
      }
      Branch branch = branch(item.map(BRANCH_KEYS), names, inherited, path);
      siblings.add(branch, item);
      branches.add(branch);
    }
    return branches;
  }

  private Branch branch(
      YamlMap branch, Names names, BranchSettings inherited, List<String> parent) {
    List<String> path = Branch.below(parent, names.of(branch));
    YamlValue use = branch.get("use");
    String name = Names.reference(use, "sub-policy", "routing.subpolicies", subPolicies.keySet());
    YamlValue subPolicy = name.isEmpty() ? null : subPolicies.get(name);
    BranchSettings below =
        subPolicy == null
            ? inherited
            : settings.read(subPolicy.map(SUB_POLICY_KEYS), inherited, path);
    BranchSettings own = settings.read(branch, below, path);
    return new Branch(
        path,
        conditions.read(branch.get("when"), Scope.ROUTING),
        gates(branch),
        own,
        branch.get("continue").bool(false),
        subPolicy == null
            ? read(branch.get("branches"), own, path)
            : subBranches(use, name, branch, own, path));
  }

  private List<Branch> subBranches(
      YamlValue use, String name, YamlMap branch, BranchSettings own, List<String> path) {
    if (branch.get("branches").present()) {
      use.problem("the branch has both use and branches", "Move the branches into the sub-policy");
    }
    used.add(name);
    if (using.contains(name)) {
      use.problem(
          "sub-policies use each other in a circle: " + circle(name), "Remove one of the uses");
      return List.of();
    }
    return subPolicy(name, subPolicies.get(name), own, path);
  }

  private List<Branch> subPolicy(
      String name, YamlValue value, BranchSettings inherited, List<String> path) {
    using.addLast(name);
    List<Branch> branches = read(value.map(SUB_POLICY_KEYS).get("branches"), inherited, path);
    using.removeLast();
    return branches;
  }

  private String circle(String name) {
    List<String> names = new ArrayList<>(using);
    List<String> circle = new ArrayList<>(names.subList(names.indexOf(name), names.size()));
    circle.add(name);
    return String.join(" > ", circle);
  }

  private List<Gate> gates(YamlMap branch) {
    List<Gate> gates = new ArrayList<>(0);
    if (branch.get("desk_from").present()) {
      gates.add(Hinted.HINTED);
    }
    hours(branch.get("during"), true, gates);
    hours(branch.get("outside"), false, gates);
    YamlValue busy = branch.get("when_busy");
    if (busy.present()) {
      gates.add(busy(busy));
    }
    return gates;
  }

  private void hours(YamlValue value, boolean open, List<Gate> gates) {
    BusinessCalendar calendar = CalendarSection.referenceOrInline(value, calendars);
    if (calendar != null) {
      gates.add(new Hours(calendar, open));
    }
  }

  private Busy busy(YamlValue value) {
    YamlMap busy = value.isMapping() ? value.map("desk", "load") : null;
    YamlValue of = busy == null ? value : busy.need("desk", "Name the desk that is busy");
    String desk = Names.reference(of, "desk", "desks", desks.keySet());
    double share = busy == null ? 1 : Shares.percent(busy.get("load"), 1);
    int capacity = desks.containsKey(desk) ? desks.get(desk).capacity() : 1;
    if (capacity == 0) {
      of.problem(
          "desk \"" + desk + "\" has no capacity that it could reach",
          "Give it a capacity, or members with theirs");
    }
    return new Busy(desk, Shares.of(capacity, share), capacity);
  }
}
