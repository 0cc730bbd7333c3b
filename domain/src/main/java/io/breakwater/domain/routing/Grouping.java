package io.breakwater.domain.routing;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentKey;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.policy.CorrelationPolicy.Rule;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.policy.RoutingPolicy;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How exceptions and their incidents become one piece of work: pure functions of the policies. */
public final class Grouping {
  private Grouping() {}

  /** What an item that may be the same as another waits for, in place of a rule's name. */
  public static final String SAME = "(same)";

  /** How long it pages nobody: long enough to be merged if it is the same. */
  private static final Duration MERGE_WAIT = Duration.ofSeconds(2);

  /** True if incidents get work items of their own: a branch groups, or a rule suppresses. */
  public static boolean groups(Policy policy) {
    return policy.routing().groups()
        || policy.correlation().rules().stream().anyMatch(Rule::suppressMembers);
  }

  /**
   * Where an exception goes, and whether it waits for an incident: if a correlation rule takes it,
   * and its branch groups or the rule suppresses its members. Only RAISED events are members.
   *
   * @param moment the wall clock and the desks' loads
   */
  public static DecisionRecord decide(
      PolicyTimeline policies, ScoredException scored, Moment moment) {
    Facts facts = Facts.ofScored(scored);
    Router.Routed routed = Router.route(policies.inForceAt(moment.at()), facts, moment);
    if (scored.event().kind() != Kind.RAISED) {
      return routed.decision();
    }
    List<IncidentKey> keys = keys(scoring(policies, scored), facts, routed.groupWait() != null);
    Instant until = keys.isEmpty() ? moment.at() : moment.at().plus(wait(routed));
    Sameness sameness = routed.decision().instructionsOrNone().sameness();
    if (sameness != null) {
      keys.add(new IncidentKey(SAME, sameness.key()));
      Instant merged = moment.at().plus(MERGE_WAIT);
      until = until.isBefore(merged) ? merged : until;
    }
    return keys.isEmpty() ? routed.decision() : routed.decision().held(new Hold(until, keys));
  }

  private static Duration wait(Router.Routed routed) {
    return routed.groupWait() == null ? RoutingPolicy.DEFAULT_GROUP_WAIT : routed.groupWait();
  }

  /** The version that CorrelationJob uses too: the one in force when the exception occurred. */
  private static Policy scoring(PolicyTimeline policies, ScoredException scored) {
    return policies
        .byId(scored.policyVersion())
        .orElseGet(() -> policies.inForceAt(scored.event().occurredAt()));
  }

  private static List<IncidentKey> keys(Policy policy, Facts facts, boolean grouped) {
    List<IncidentKey> keys = new ArrayList<>(0);
    for (Rule rule : policy.correlation().rules()) {
      try {
        if ((grouped || rule.suppressMembers()) && rule.when().test(facts)) {
          keys.add(IncidentKey.of(rule.name(), rule.key(facts)));
        }
      } catch (RuleFailure e) {
        // The rule cannot take what it cannot judge.
      }
    }
    return keys;
  }

  /** What the work item of an incident keeps of a record, by the rule that made it. */
  public static IncidentSummary summary(PolicyTimeline policies, IncidentEvent incident) {
    Optional<Rule> rule =
        policies
            .byId(incident.policyVersion())
            .flatMap(policy -> policy.correlation().rule(incident.rule()));
    return IncidentSummary.of(
        incident,
        rule.map(Rule::sessionGap).orElse(Duration.ZERO),
        rule.map(Rule::maxDuration).orElse(Duration.ZERO));
  }
}
