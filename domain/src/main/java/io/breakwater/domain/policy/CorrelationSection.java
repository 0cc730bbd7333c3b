package io.breakwater.domain.policy;

import io.breakwater.domain.policy.CorrelationPolicy.Rule;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Expression;
import io.breakwater.domain.rule.IncidentRuleCompiler;
import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.rule.TextExpression;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code correlation}. */
final class CorrelationSection {

  private static final Duration LONG = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int MOST_ATTRIBUTES = 8;
  private static final int MOST_CONDITIONS = 16;
  private static final int MOST_KEY_PARTS = 8;
  private static final int MOST_MEMBERS = 1_000_000;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private final Set<String> personal;
  private final Conditions conditions;

  private CorrelationSection(Set<String> personal, Conditions conditions) {
    this.personal = personal;
    this.conditions = conditions;
  }

  static CorrelationPolicy read(YamlValue value, Set<String> personal, Conditions conditions) {
    YamlMap correlation = value.map("rules");
    CorrelationSection section = new CorrelationSection(personal, conditions);
    Names names = new Names("correlation rule");
    List<Rule> rules = new ArrayList<>();
    List<YamlValue> parents = new ArrayList<>();
    for (YamlValue item : correlation.get("rules").list()) {
      YamlMap rule =
          item.map(
              "name",
              "when",
              "by",
              "session_gap",
              "max_duration",
              "min_members",
              "open_when",
              "grow_every",
              "attributes",
              "matching",
              "score",
              "parent",
              "suppress");
      rules.add(section.rule(rule, names));
      parents.add(rule.get("parent"));
    }
    checkParents(rules, parents);
    return new CorrelationPolicy(List.copyOf(rules));
  }

  private Rule rule(YamlMap rule, Names names) {
    String name = names.of(rule);
    Map<String, TextExpression> attributes =
        named(rule.get("attributes"), MOST_ATTRIBUTES, v -> conditions.text(v, Scope.ROUTING));
    Map<String, Condition> matching =
        named(rule.get("matching"), MOST_CONDITIONS, v -> conditions.read(v, Scope.ROUTING));
    refusePersonal(rule.get("attributes"), attributes);
    IncidentRuleCompiler compiler =
        new IncidentRuleCompiler(attributes.keySet(), matching.keySet());
    List<TextExpression> by = by(rule.get("by"));
    Duration gap =
        seconds(
            rule.need("session_gap", "Say after how long without members it ends, e.g. PT10M"),
            Duration.ofSeconds(1));
    Duration longest = seconds(rule.get("max_duration"), gap.compareTo(LONG) > 0 ? gap : LONG);
    if (longest.compareTo(gap) < 0) {
      rule.get("max_duration").problem("it is shorter than session_gap", "Give at least " + gap);
    }
    return new Rule(
        name,
        conditions.read(rule.get("when"), Scope.ROUTING),
        by,
        readsPersonal(by),
        gap,
        longest,
        rule.get("min_members").integer(1, MOST_MEMBERS, 2),
        Conditions.ofIncident(rule.get("open_when"), compiler),
        seconds(rule.get("grow_every"), Duration.ofMinutes(1)),
        attributes,
        matching,
        IncidentScoreSection.read(rule.get("score"), compiler),
        rule.get("parent").text(null),
        rule.get("suppress").oneOf(Suppress.class, Suppress.NOTHING) == Suppress.MEMBERS);
  }

  private enum Suppress {
    NOTHING,
    MEMBERS
  }

  private List<TextExpression> by(YamlValue value) {
    List<TextExpression> by = new ArrayList<>();
    for (YamlValue part : value.oneOrMore()) {
      TextExpression text = conditions.text(part, Scope.ROUTING);
      if (text != null) {
        by.add(text);
      }
    }
    if (by.size() > MOST_KEY_PARTS) {
      value.problem(
          "the key has " + by.size() + " parts", "Keep to " + MOST_KEY_PARTS + " at most");
    }
    return List.copyOf(by);
  }

  private boolean readsPersonal(Collection<? extends Expression> expressions) {
    return expressions.stream().anyMatch(e -> e.attributes().stream().anyMatch(personal::contains));
  }

  private void refusePersonal(YamlValue value, Map<String, TextExpression> attributes) {
    Map<String, YamlValue> entries = value.entries();
    attributes.forEach(
        (name, expression) -> {
          if (readsPersonal(List.of(expression))) {
            entries
                .get(name)
                .problem(
                    "it reads personal data, which would show in the incident",
                    "Watch something else, or take it out of attributes.personal");
          }
        });
  }

  private static <T> Map<String, T> named(YamlValue value, int most, Function<YamlValue, T> read) {
    Map<String, T> named = new LinkedHashMap<>();
    value
        .entries()
        .forEach(
            (name, item) -> {
              if (!NAME.matcher(name).matches()) {
                item.problem(
                    "\"" + name + "\" cannot be a name in conditions",
                    "Use up to 64 of a-z, 0-9 and _, a letter first");
              } else if (named.size() == most) {
                item.problem("there are more than " + most, "Remove some");
              } else {
                T expression = read.apply(item);
                if (expression != null) {
                  named.put(name, expression);
                }
              }
            });
    return Collections.unmodifiableMap(named);
  }

  private static Duration seconds(YamlValue value, Duration fallback) {
    Duration duration = value.duration(fallback);
    if (duration.getNano() != 0 || duration.compareTo(LONGEST) > 0) {
      value.problem(
          "\"" + value.text("") + "\" is not valid here",
          "Write whole seconds, 7 days at most, e.g. PT10M");
      return fallback;
    }
    return duration;
  }

  private static void checkParents(List<Rule> rules, List<YamlValue> parents) {
    Set<String> known = new LinkedHashSet<>();
    rules.forEach(rule -> known.add(rule.name()));
    CorrelationPolicy policy = new CorrelationPolicy(List.copyOf(rules));
    for (int i = 0; i < rules.size(); i++) {
      Names.reference(parents.get(i), "correlation rule", "correlation.rules", known);
      Set<String> line = new LinkedHashSet<>();
      String next = rules.get(i).name();
      while (next != null && line.add(next)) {
        next = policy.rule(next).map(Rule::parent).orElse(null);
      }
      if (next != null && next.equals(rules.get(i).name())) {
        parents.get(i).problem("the rule is its own parent", "Remove one parent of the circle");
      }
    }
  }
}
