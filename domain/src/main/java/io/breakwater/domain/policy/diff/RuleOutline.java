package io.breakwater.domain.policy.diff;

import io.breakwater.domain.policy.CorrelationPolicy;
import io.breakwater.domain.policy.CorrelationPolicy.IncidentScore;
import io.breakwater.domain.policy.Feature;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.ScoringPolicy;
import io.breakwater.domain.policy.ScoringPolicy.Effect;
import io.breakwater.domain.rule.Expression;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Features, scoring and correlation. */
final class RuleOutline {
  private RuleOutline() {}

  static void add(Policy policy, List<Thing> things) {
    things.add(
        new Thing("features", "features", null)
            .says("order", Words.of(policy.features().order()))
            .says("published", policy.features().publish()));
    policy.features().declared().forEach(feature -> things.add(feature(feature)));
    scoring(policy.scoring(), things);
    policy.correlation().rules().forEach(rule -> things.add(rule(rule)));
    policy
        .correlation()
        .rules()
        .forEach(
            rule ->
                rule.score()
                    .rules()
                    .forEach(
                        score ->
                            things.add(
                                new Thing(
                                        "correlation",
                                        "score rule %s of %s".formatted(score.name(), rule.name()),
                                        "the score rules of " + rule.name())
                                    .says("when", score.when())
                                    .says("effect", effect(score.effect(), score.value())))));
  }

  private static Thing feature(Feature feature) {
    return new Thing("features", "feature " + feature.name(), null)
        .says("aggregate", Words.of(feature.aggregate()))
        .says("when", feature.when())
        .saysAll("by", feature.by())
        .says("value", feature.number())
        .says("text", feature.text())
        .says("window", feature.window())
        .says("buckets", feature.buckets())
        .says("half-life", feature.halfLife())
        .says("warm-up", feature.aggregate().hasBaseline() ? feature.warmUp() : null);
  }

  private static void scoring(ScoringPolicy scoring, List<Thing> things) {
    Thing base = new Thing("scoring", "base points", null);
    new TreeMap<>(scoring.base())
        .forEach((severity, points) -> base.says(severity.name(), Words.number(points)));
    things.add(base);
    Thing priorities = new Thing("scoring", "priorities", null);
    new TreeMap<>(scoring.thresholds())
        .forEach((priority, least) -> priorities.says(priority.name() + " from", "score " + least));
    things.add(priorities);
    for (ScoringPolicy.Rule rule : scoring.rules()) {
      things.add(
          new Thing("scoring", "rule " + rule.name(), "the scoring rules")
              .says("when", rule.when())
              .says("effect", effect(rule.effect(), rule.value())));
    }
  }

  private static String effect(Effect effect, double value) {
    return Words.of(effect) + " " + Words.number(value);
  }

  private static Thing rule(CorrelationPolicy.Rule rule) {
    Thing thing =
        new Thing("correlation", "rule " + rule.name(), null)
            .says("when", rule.when())
            .saysAll("by", rule.by())
            .says("session gap", rule.sessionGap())
            .says("longest", rule.maxDuration())
            .says("least members", rule.minMembers())
            .says("opens when", rule.openWhen())
            .says("grows every", rule.growEvery())
            .says("score", base(rule.score()))
            .says("parent", rule.parent())
            .says("suppresses members", rule.suppressMembers() ? "yes" : null);
    named(thing, "watches ", rule.attributes());
    named(thing, "counts ", rule.matching());
    return thing;
  }

  private static void named(
      Thing thing, String prefix, Map<String, ? extends Expression> expressions) {
    expressions.forEach((name, expression) -> thing.says(prefix + name, expression));
  }

  private static String base(IncidentScore score) {
    return score.base() == CorrelationPolicy.Base.POINTS
        ? Words.number(score.points())
        : Words.of(score.base());
  }
}
