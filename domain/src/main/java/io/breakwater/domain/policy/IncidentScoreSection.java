package io.breakwater.domain.policy;

import io.breakwater.domain.policy.CorrelationPolicy.Base;
import io.breakwater.domain.policy.CorrelationPolicy.IncidentScore;
import io.breakwater.domain.policy.CorrelationPolicy.ScoreRule;
import io.breakwater.domain.rule.IncidentRuleCompiler;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;

/** Reads the {@code score} of a correlation rule. */
final class IncidentScoreSection {
  private IncidentScoreSection() {}

  static IncidentScore read(YamlValue value, IncidentRuleCompiler compiler) {
    if (!value.present()) {
      return IncidentScore.DEFAULT;
    }
    YamlMap score = value.map("base", "rules");
    List<ScoreRule> rules = new ArrayList<>();
    Names names = new Names("scoring rule");
    for (YamlValue item : score.get("rules").list()) {
      YamlMap rule = item.map("name", "when", "add", "multiply", "cap");
      String name = names.of(rule);
      if (name.equals("base")) {
        rule.get("name").problem("\"base\" is what the members give", "Choose another name");
      }
      ScoreEffect effect = ScoreEffect.read(rule);
      rules.add(
          new ScoreRule(
              name,
              Conditions.ofIncident(rule.need("when", "Say when the rule applies"), compiler),
              effect.effect(),
              effect.value()));
    }
    return base(score.get("base"), List.copyOf(rules));
  }

  /** {@code max-score}, {@code mean-score} or points. */
  private static IncidentScore base(YamlValue value, List<ScoreRule> rules) {
    return value.scalar(
        new IncidentScore(Base.MAX_SCORE, 0, rules),
        text -> base(text, rules),
        "Write max-score, mean-score or points from 0 to 100");
  }

  private static IncidentScore base(String text, List<ScoreRule> rules) {
    return switch (text) {
      case "max-score" -> new IncidentScore(Base.MAX_SCORE, 0, rules);
      case "mean-score" -> new IncidentScore(Base.MEAN_SCORE, 0, rules);
      default -> {
        double points = Double.parseDouble(text);
        if (!(points >= 0 && points <= 100)) {
          throw new NumberFormatException();
        }
        yield new IncidentScore(Base.POINTS, points, rules);
      }
    };
  }
}
