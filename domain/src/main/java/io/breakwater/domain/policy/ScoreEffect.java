package io.breakwater.domain.policy;

import io.breakwater.domain.policy.ScoringPolicy.Effect;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;

/** What a rule does to a score: exactly one of {@code add}, {@code multiply} and {@code cap}. */
record ScoreEffect(Effect effect, double value) {

  private static final double LARGEST = 1_000_000;

  static ScoreEffect read(YamlMap rule) {
    YamlValue add = rule.get("add");
    YamlValue multiply = rule.get("multiply");
    YamlValue cap = rule.get("cap");
    int given = (add.present() ? 1 : 0) + (multiply.present() ? 1 : 0) + (cap.present() ? 1 : 0);
    if (given != 1) {
      rule.self()
          .problem(
              given == 0 ? "the rule has no effect" : "the rule has " + given + " effects",
              "Write exactly one of add, multiply and cap");
    }
    if (multiply.present()) {
      return new ScoreEffect(Effect.MULTIPLY, multiply.number(0, LARGEST, 1));
    }
    if (cap.present()) {
      return new ScoreEffect(Effect.CAP, cap.number(0, 100, 100));
    }
    return new ScoreEffect(Effect.ADD, add.number(-LARGEST, LARGEST, 0));
  }
}
