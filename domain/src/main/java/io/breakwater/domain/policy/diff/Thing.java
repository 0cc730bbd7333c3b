package io.breakwater.domain.policy.diff;

import io.breakwater.domain.rule.Expression;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Something that a policy has by a name: a rule, a branch, a desk; and what it says of it. */
final class Thing {
  private final String section;
  private final String name;
  private final String order;
  private final Map<String, Trait> traits = new LinkedHashMap<>();

  /**
   * A thing that says nothing yet.
   *
   * @param name what it is, and its name: {@code branch settlements > fx}
   * @param order what is tried in order together with it, e.g. {@code scoring rules}; null if the
   *     order means nothing
   */
  Thing(String section, String name, String order) {
    this.section = section;
    this.name = name;
    this.order = order;
  }

  /** Adds a point; a null says nothing. */
  Thing says(String trait, Object value) {
    if (value != null) {
      traits.put(trait, Trait.of(value.toString()));
    }
    return this;
  }

  /** Adds a point that is a time. */
  Thing says(String trait, Duration value) {
    return says(trait, value == null ? null : Words.time(value));
  }

  /** Adds a point that is a condition or another expression; what is always true says nothing. */
  Thing says(String trait, Expression value) {
    if (value != null && !value.expression().strip().equals("true")) {
      traits.put(trait, Trait.expression(value.expression()));
    }
    return this;
  }

  /** Adds a point that is a list of expressions. */
  Thing saysAll(String trait, Collection<? extends Expression> values) {
    if (!values.isEmpty()) {
      traits.put(
          trait,
          Trait.expression(
              values.stream().map(Expression::expression).collect(Collectors.joining(", "))));
    }
    return this;
  }

  /** Adds a point that is a list of names; an empty one says nothing. */
  Thing says(String trait, Collection<?> values) {
    return says(trait, values.isEmpty() ? null : Words.list(values));
  }

  String section() {
    return section;
  }

  String name() {
    return name;
  }

  String order() {
    return order;
  }

  Map<String, Trait> traits() {
    return traits;
  }

  /** Everything that it says, in one line. */
  String summary() {
    return traits.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue().said())
        .collect(Collectors.joining(", "));
  }
}
