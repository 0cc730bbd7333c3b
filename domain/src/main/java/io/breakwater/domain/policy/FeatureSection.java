package io.breakwater.domain.policy;

import io.breakwater.domain.policy.Aggregate.Value;
import io.breakwater.domain.policy.FeaturePolicy.Order;
import io.breakwater.domain.rule.NumberExpression;
import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.rule.TextExpression;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code features}. */
final class FeatureSection {
  private FeatureSection() {}

  /** Features see the event alone, so none depends on another. */
  private static final Conditions CONDITIONS = new Conditions(Set.of());

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final int MOST_FEATURES = 64;
  private static final int MOST_KEY_PARTS = 8;
  private static final int MOST_BUCKETS = 1_000;
  private static final int DEFAULT_BUCKETS = 10;
  private static final int DEFAULT_WARM_UP = 5;
  private static final Duration LONGEST_WINDOW = Duration.ofDays(366);
  private static final Duration ANY_WINDOW = Duration.ofMinutes(10);

  static FeaturePolicy read(YamlValue value) {
    if (!value.present()) {
      return FeaturePolicy.NONE;
    }
    YamlMap section = value.map("order", "publish", "declare");
    List<Feature> declared = new ArrayList<>();
    Names names = new Names("feature");
    YamlValue list = section.need("declare", "List the features, each with name and aggregate");
    for (YamlValue item : list.list()) {
      declared.add(feature(item, names));
    }
    if (declared.size() > MOST_FEATURES) {
      list.problem(
          "there are " + declared.size() + " features", "Keep to " + MOST_FEATURES + " at most");
    }
    return new FeaturePolicy(
        section.get("order").oneOf(Order.class, Order.EVENT_TIME),
        section.get("publish").bool(true),
        declared);
  }

  private static Feature feature(YamlValue item, Names names) {
    YamlMap feature =
        item.map(
            "name",
            "when",
            "by",
            "value",
            "window",
            "buckets",
            "aggregate",
            "half_life",
            "warm_up");
    Aggregate aggregate =
        feature
            .need("aggregate", "Write what to make of the events, e.g. aggregate: count")
            .oneOf(Aggregate.class, Aggregate.COUNT);
    boolean baseline = aggregate.hasBaseline();
    int buckets = feature.get("buckets").integer(baseline ? 2 : 1, MOST_BUCKETS, DEFAULT_BUCKETS);
    Duration window = window(feature, buckets);
    onlyWith(baseline, feature, "half_life", "ewma and z-score");
    onlyWith(baseline, feature, "warm_up", "ewma and z-score");
    YamlValue value = value(feature, aggregate);
    return new Feature(
        name(feature, names),
        CONDITIONS.read(feature.get("when"), Scope.EVENT),
        key(feature.get("by")),
        number(value, aggregate),
        text(value, aggregate),
        window,
        buckets,
        aggregate,
        baseline ? feature.get("half_life").duration(window.dividedBy(2)) : null,
        feature.get("warm_up").integer(1, buckets - (buckets > 1 ? 1 : 0), warmUp(buckets)));
  }

  private static int warmUp(int buckets) {
    return Math.max(1, Math.min(DEFAULT_WARM_UP, buckets - 1));
  }

  private static String name(YamlMap feature, Names names) {
    String name = names.of(feature);
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      feature
          .get("name")
          .problem(
              "\"" + name + "\" cannot be read as features." + name,
              "Use up to 64 lower-case letters, digits and underscores, a letter first");
    }
    return name;
  }

  private static Duration window(YamlMap feature, int buckets) {
    YamlValue given =
        feature.need("window", "Say how far back the feature looks, e.g. window: PT10M");
    Duration window = given.duration(ANY_WINDOW);
    if (window.compareTo(LONGEST_WINDOW) > 0) {
      given.problem("the window is longer than a year", "Keep it to P366D");
      return ANY_WINDOW;
    }
    if (given.present() && (window.toMillis() == 0 || window.toMillis() % buckets != 0)) {
      given.problem(
          "%s is not %d buckets of whole milliseconds".formatted(window, buckets),
          "Choose a window and a number of buckets that divide evenly, e.g. PT10M and 10");
      return ANY_WINDOW;
    }
    return window;
  }

  private static List<TextExpression> key(YamlValue by) {
    List<TextExpression> parts = new ArrayList<>();
    for (YamlValue part : by.oneOrMore()) {
      TextExpression text = CONDITIONS.text(part, Scope.EVENT);
      if (text != null) {
        parts.add(text);
      }
    }
    if (parts.size() > MOST_KEY_PARTS) {
      by.problem(
          "the key has " + parts.size() + " parts", "Keep to " + MOST_KEY_PARTS + " at most");
    }
    return parts;
  }

  /** The value, noted if the aggregate needs one that is missing or has one too many. */
  private static YamlValue value(YamlMap feature, Aggregate aggregate) {
    String name = name(aggregate);
    return switch (aggregate.value()) {
      case NONE -> {
        onlyWith(false, feature, "value", "sum, min, max, mean, distinct, ewma and z-score");
        yield feature.get("value");
      }
      case NUMBER -> feature.need("value", name + " needs a number, e.g. value: event.amount");
      case TEXT ->
          feature.need("value", name + " needs a text, e.g. value: event.attributes.account");
      case MAYBE_NUMBER -> feature.get("value");
    };
  }

  private static NumberExpression number(YamlValue value, Aggregate aggregate) {
    boolean wanted = aggregate.value() == Value.NUMBER || aggregate.value() == Value.MAYBE_NUMBER;
    return wanted ? CONDITIONS.number(value, Scope.EVENT) : null;
  }

  private static TextExpression text(YamlValue value, Aggregate aggregate) {
    return aggregate.value() == Value.TEXT ? CONDITIONS.text(value, Scope.EVENT) : null;
  }

  private static void onlyWith(boolean allowed, YamlMap feature, String key, String aggregates) {
    if (!allowed && feature.get(key).present()) {
      feature
          .get(key)
          .problem("only " + aggregates + " have " + key, "Remove it, or choose another aggregate");
    }
  }

  private static String name(Aggregate aggregate) {
    return aggregate.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
