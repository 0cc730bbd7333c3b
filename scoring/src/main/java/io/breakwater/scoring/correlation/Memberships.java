package io.breakwater.scoring.correlation;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.incident.IncidentMember;
import io.breakwater.domain.policy.CorrelationPolicy.Rule;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import io.breakwater.domain.rule.TextExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rules take an exception, under which key.
 *
 * @param joined one for each rule that takes it
 * @param failed the rules that cannot judge it, which is no match
 */
public record Memberships(List<Membership> joined, List<String> failed) {

  private static final Memberships NONE = new Memberships(List.of(), List.of());

  /** A member of what a rule groups under a key. */
  public record Membership(String rule, String key, Member member) {}

  /**
   * What becomes of a scored exception under a policy. Only RAISED events join: what happens to an
   * exception later makes no second member of it and takes none away.
   */
  public static Memberships of(Policy policy, ScoredException scored) {
    List<Rule> rules = policy.correlation().rules();
    if (rules.isEmpty() || scored.event().kind() != Kind.RAISED) {
      return NONE;
    }
    Facts facts = Facts.ofScored(scored);
    List<Membership> joined = new ArrayList<>(rules.size());
    List<String> failed = new ArrayList<>(0);
    for (Rule rule : rules) {
      try {
        if (rule.when().test(facts)) {
          String key = rule.key(facts);
          joined.add(new Membership(rule.name(), key, member(policy, rule, facts, scored)));
        }
      } catch (RuleFailure e) {
        failed.add(rule.name());
      }
    }
    return new Memberships(joined, failed);
  }

  private static Member member(Policy policy, Rule rule, Facts facts, ScoredException scored) {
    List<String> matching = new ArrayList<>(rule.matching().size());
    rule.matching()
        .forEach(
            (name, condition) -> {
              if (holds(condition, facts)) {
                matching.add(name);
              }
            });
    Map<String, String> attributes = new HashMap<>();
    for (Map.Entry<String, TextExpression> watched : rule.attributes().entrySet()) {
      String value = textOrNull(watched.getValue(), facts);
      if (value != null) {
        attributes.put(watched.getKey(), value);
      }
    }
    return new Member(
        Micros.of(scored.event().occurredAt()),
        new IncidentMember(
            scored.event().sourceId(), scored.event().exceptionId(), scored.eventId()),
        scored.event().type(),
        scored.event().severity(),
        scored.trace().traceId(),
        policy.id(),
        parentKey(policy, rule, facts),
        scored.score(),
        matching,
        attributes);
  }

  private static boolean holds(Condition condition, Facts facts) {
    try {
      return condition.test(facts);
    } catch (RuleFailure e) {
      return false;
    }
  }

  private static String textOrNull(TextExpression expression, Facts facts) {
    try {
      return expression.text(facts);
    } catch (RuleFailure e) {
      return null;
    }
  }

  private static String parentKey(Policy policy, Rule rule, Facts facts) {
    try {
      return rule.parent() == null
          ? null
          : policy.correlation().rule(rule.parent()).orElseThrow().key(facts);
    } catch (RuleFailure e) {
      return null;
    }
  }
}
