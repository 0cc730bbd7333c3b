package io.breakwater.domain.policy;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.policy.ScoringPolicy.Rule;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads {@code scoring}. */
final class ScoringSection {
  private ScoringSection() {}

  static ScoringPolicy read(YamlValue value, Conditions conditions) {
    YamlMap scoring = value.map("base", "rules", "priorities");
    return new ScoringPolicy(
        base(scoring.need("base", "Give points for LOW, MEDIUM, HIGH and CRITICAL")),
        rules(scoring.get("rules"), conditions),
        thresholds(scoring.need("priorities", "Give the lowest score of P1, P2 and P3")));
  }

  private static Map<Severity, Double> base(YamlValue value) {
    YamlMap base = value.map("LOW", "MEDIUM", "HIGH", "CRITICAL");
    Map<Severity, Double> points = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      points.put(
          severity,
          base.need(severity.name(), "Give points from 0 to 100 for " + severity)
              .number(0, 100, 0));
    }
    return points;
  }

  private static List<Rule> rules(YamlValue value, Conditions conditions) {
    List<Rule> rules = new ArrayList<>();
    Names names = new Names("scoring rule");
    for (YamlValue item : value.list()) {
      YamlMap rule = item.map("name", "when", "add", "multiply", "cap");
      String name = names.of(rule);
      if (name.equals("base")) {
        rule.get("name").problem("\"base\" is what the severity gives", "Choose another name");
      }
      Condition when =
          conditions.read(rule.need("when", "Say when the rule applies"), Scope.SCORING);
      ScoreEffect effect = ScoreEffect.read(rule);
      rules.add(new Rule(name, when, effect.effect(), effect.value()));
    }
    return List.copyOf(rules);
  }

  private static Map<Priority, Integer> thresholds(YamlValue value) {
    YamlMap priorities = value.map("P1", "P2", "P3");
    Map<Priority, Integer> thresholds = new EnumMap<>(Priority.class);
    int above = 101;
    for (Priority priority : List.of(Priority.P1, Priority.P2, Priority.P3)) {
      YamlValue given = priorities.need(priority.name(), "Give the lowest score of " + priority);
      int lowest = given.integer(0, 100, Math.max(0, above - 1));
      if (given.present() && lowest >= above) {
        given.problem(
            "%s starts at %d, no lower than the priority before it".formatted(priority, lowest),
            "Let the scores fall from P1 to P3, e.g. {P1: 80, P2: 60, P3: 30}");
      }
      thresholds.put(priority, lowest);
      above = lowest;
    }
    return thresholds;
  }
}
