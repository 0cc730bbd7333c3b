package io.breakwater.domain.policy;

import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.IncidentCondition;
import io.breakwater.domain.rule.TextExpression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which exceptions are one incident.
 *
 * @param rules independent of each other: an exception joins an incident of every rule that takes
 *     it
 */
public record CorrelationPolicy(List<Rule> rules) {

  /** A policy that correlates nothing. */
  public static final CorrelationPolicy NONE = new CorrelationPolicy(List.of());

  /** The rule of this name, if there is one. */
  public Optional<Rule> rule(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  /**
   * One correlation rule.
   *
   * @param when which exceptions it takes
   * @param by what it groups by; empty groups everything
   * @param personal true if {@code by} reads personal data, which then must not show in the key
   * @param sessionGap an incident ends when no member comes for so long
   * @param maxDuration no member joins an incident that has lasted so long
   * @param minMembers an incident opens with so many at least
   * @param openWhen and when this holds
   * @param growEvery GREW is not said more often, in event time
   * @param attributes what it watches, by name: for conditions, and for the incident's top
   *     attributes
   * @param matching conditions on members that it counts, by name
   * @param parent the rule whose incident its own belong to; null if there is none
   * @param suppressMembers true if members page nobody while their incident is open
   */
  public record Rule(
      String name,
      Condition when,
      List<TextExpression> by,
      boolean personal,
      Duration sessionGap,
      Duration maxDuration,
      int minMembers,
      IncidentCondition openWhen,
      Duration growEvery,
      Map<String, TextExpression> attributes,
      Map<String, Condition> matching,
      IncidentScore score,
      String parent,
      boolean suppressMembers) {

    private static final int LONGEST_KEY = 512;

    /**
     * The key by which an exception is grouped: the value, a JSON list if the rule groups by
     * several, a hash if they are personal or very long, empty if it groups everything.
     *
     * @throws io.breakwater.domain.rule.RuleFailure if the event lacks one of them
     */
    public String key(Facts facts) {
      if (by.isEmpty()) {
        return "";
      }
      List<String> values = new ArrayList<>(by.size());
      for (TextExpression expression : by) {
        values.add(expression.text(facts));
      }
      String key = values.size() == 1 ? values.get(0) : Json.text(values);
      return personal || key.length() > LONGEST_KEY ? Identity.hash128(key) : key;
    }
  }

  /**
   * How an incident is scored: a base, then every matching rule in order.
   *
   * @param points the base where {@code base} is POINTS; else 0
   */
  public record IncidentScore(Base base, double points, List<ScoreRule> rules) {

    /** The members' highest score, and nothing else. */
    public static final IncidentScore DEFAULT = new IncidentScore(Base.MAX_SCORE, 0, List.of());
  }

  /** What an incident's score starts with. */
  public enum Base {
    /** The highest score of its members. */
    MAX_SCORE,
    /** The mean score of its members. */
    MEAN_SCORE,
    /** The same for every incident. */
    POINTS
  }

  /** One scoring rule of incidents. */
  public record ScoreRule(
      String name, IncidentCondition when, ScoringPolicy.Effect effect, double value) {}
}
