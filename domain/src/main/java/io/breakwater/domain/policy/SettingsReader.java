package io.breakwater.domain.policy;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.policy.DeskPolicy.Member;
import io.breakwater.domain.policy.DeskTarget.Share;
import io.breakwater.domain.policy.DeskTarget.Split;
import io.breakwater.domain.policy.RoutingPolicy.Group;
import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.rule.TextExpression;
import io.breakwater.domain.text.Suggestion;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads what a branch says of the exceptions that it handles, on top of what it inherits. */
final class SettingsReader {

  private static final List<String> KEYS =
      List.of(
          "group",
          "group_wait",
          "priority",
          "tags",
          "skills",
          "dedupe",
          "auto_resolve",
          "auto_close");
  private static final List<String> TARGETS = List.of("desk", "desk_from", "split");

  private final Map<String, DeskPolicy> desks;
  private final Map<String, Integer> skills;
  private final Conditions conditions;

  /**
   * Prepares it.
   *
   * @param skills that somebody has, with the highest level
   */
  SettingsReader(
      Map<String, DeskPolicy> desks, Map<String, Integer> skills, Conditions conditions) {
    this.desks = desks;
    this.skills = skills;
    this.conditions = conditions;
  }

  /** The keys of a branch: where to, settings, and others. */
  static String[] targetKeysAnd(String... others) {
    return Stream.concat(TARGETS.stream(), Stream.of(keysAnd(others))).toArray(String[]::new);
  }

  /** The keys of settings, and others. */
  static String[] keysAnd(String... others) {
    return Stream.concat(Stream.of(others), KEYS.stream()).toArray(String[]::new);
  }

  /** Every skill that an operator or a member of a desk has, with the highest level. */
  static Map<String, Integer> skillsOf(Collection<DeskPolicy> desks, Operators operators) {
    Map<String, Integer> skills = new TreeMap<>();
    Stream.concat(
            operators.listed().values().stream().map(OperatorPolicy::skills),
            desks.stream().flatMap(d -> d.members().stream()).map(Member::skills))
        .forEach(own -> own.forEach((skill, level) -> skills.merge(skill, level, Math::max)));
    return skills;
  }

  /**
   * The settings of a mapping.
   *
   * @param path of the branch that it stands in
   */
  BranchSettings read(YamlMap map, BranchSettings inherited, List<String> path) {
    return new BranchSettings(
        target(map, inherited.target(), path),
        groupWait(map, inherited.groupWait()),
        map.get("priority").oneOf(Priority.class, inherited.priority()),
        tags(map.get("tags"), inherited.tags()),
        skills(map.get("skills"), inherited.skills()),
        time(map.get("auto_resolve"), inherited.autoResolve()),
        time(map.get("auto_close"), inherited.autoClose()),
        dedupe(map.get("dedupe"), inherited.dedupe(), path));
  }

  private Dedupe dedupe(YamlValue value, Dedupe inherited, List<String> path) {
    if (!value.present()) {
      return inherited;
    }
    if (!value.isMapping() && value.text("").equals("none")) {
      return null;
    }
    YamlMap dedupe = value.map("by", "window");
    YamlValue by =
        dedupe.need("by", "Say what makes them the same, e.g. by: event.attributes.host");
    List<TextExpression> texts = new ArrayList<>();
    for (YamlValue item : by.oneOrMore()) {
      TextExpression text = conditions.text(item, Scope.ROUTING);
      if (text != null) {
        texts.add(text);
      }
    }
    Duration window =
        dedupe
            .need("window", "Say for how long, e.g. window: PT10M")
            .duration(Duration.ofMinutes(1));
    return new Dedupe(String.join(" > ", path), texts, window);
  }

  private static Duration time(YamlValue value, Duration inherited) {
    return value.scalar(
        inherited,
        text -> {
          Duration time = text.equals("never") ? null : Duration.parse(text);
          if (time != null && (time.isNegative() || time.isZero())) {
            throw new IllegalArgumentException(text);
          }
          return time;
        },
        "Write a duration, e.g. PT24H or P7D, or never");
  }

  private DeskTarget target(YamlMap map, DeskTarget inherited, List<String> path) {
    YamlValue desk = map.get("desk");
    YamlValue deskFrom = map.get("desk_from");
    YamlValue split = map.get("split");
    if (deskFrom.present() && !deskFrom.text("").equals("hint")) {
      deskFrom.problem("a desk cannot come from there", "Write desk_from: hint");
    }
    if (deskFrom.present() && desk.present()) {
      deskFrom.problem("the branch has both desk and desk_from", "Remove one of the two");
    }
    if (split.present() && (desk.present() || deskFrom.present())) {
      split.problem("the branch has split and another desk", "Remove one of the two");
    }
    String name = Names.reference(desk, "desk", "desks", desks.keySet());
    if (!name.isEmpty()) {
      return new DeskTarget.Named(name);
    }
    if (deskFrom.present()) {
      return DeskTarget.Hinted.HINTED;
    }
    return split.present() ? split(split, path, inherited) : inherited;
  }

  private DeskTarget split(YamlValue value, List<String> path, DeskTarget fallback) {
    List<Share> shares = new ArrayList<>();
    Set<String> taken = new LinkedHashSet<>();
    int upTo = 0;
    for (YamlValue item : value.list()) {
      YamlMap share = item.map("desk", "percent");
      YamlValue desk = share.need("desk", "Name the desk of this share");
      String name = Names.reference(desk, "desk", "desks", desks.keySet());
      if (!name.isEmpty() && !taken.add(name)) {
        desk.problem("desk \"" + name + "\" has two shares", "Add them up");
      }
      upTo += Shares.hundredths(share.need("percent", "Say how much of it, e.g. percent: 70"));
      shares.add(new Share(name, upTo));
    }
    if (upTo != Split.WHOLE) {
      value.problem(
          "the percentages sum to %s, not to 100".formatted(plain(upTo)), "Make them sum to 100");
      return fallback;
    }
    return new Split(String.join(" > ", path), shares);
  }

  private static String plain(int hundredths) {
    return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
  }

  private static Duration groupWait(YamlMap map, Duration inherited) {
    YamlValue wait = map.get("group_wait");
    Group fallback = inherited == null ? Group.NONE : Group.INCIDENT;
    if (map.get("group").oneOf(Group.class, fallback) == Group.NONE) {
      if (wait.present()) {
        wait.problem("the branch does not group", "Add group: incident, or remove group_wait");
      }
      return null;
    }
    return wait.duration(inherited == null ? RoutingPolicy.DEFAULT_GROUP_WAIT : inherited);
  }

  private static Set<String> tags(YamlValue value, Set<String> inherited) {
    Set<String> tags = new TreeSet<>(inherited);
    tags.addAll(Names.distinct(value, "tag"));
    return tags;
  }

  private Map<String, Integer> skills(YamlValue value, Map<String, Integer> inherited) {
    if (!value.present()) {
      return inherited;
    }
    Map<String, Integer> needed = OperatorSection.skills(value);
    value.entries().forEach((name, level) -> check(name, needed.get(name), level));
    return needed;
  }

  private void check(String skill, int level, YamlValue at) {
    if (!skills.containsKey(skill)) {
      at.problem(
          "nobody has the skill \"" + skill + "\"",
          Suggestion.nearest(skill, skills.keySet())
              .map("Did you mean \"%s\"? Else give it to an operator"::formatted)
              .orElse("Give it to an operator, with a level"));
    } else if (skills.get(skill) < level) {
      at.warning(
          "nobody has the skill \"%s\" at level %d".formatted(skill, level),
          "Lower it to %d at most, or raise somebody's".formatted(skills.get(skill)));
    }
  }
}
