package io.breakwater.domain.routing;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.rule.Facts;
import java.time.Duration;
import java.time.Instant;

/** How exceptions and their incidents become one piece of work: pure functions of the policies. */
public final class Grouping {
  private Grouping() {}

  /**
   * Where an exception goes.
   *
   * @param now the wall clock
   */
  public static DecisionRecord decide(
      PolicyTimeline policies, ScoredException scored, Instant now) {
    Facts facts = Facts.ofScored(scored);
    Router.Routed routed = Router.route(policies.inForceAt(now), facts);
    return routed.decision();
  }

  /** What the work item of an incident keeps of a record, by the rule that made it. */
  public static IncidentSummary summary(PolicyTimeline policies, IncidentEvent incident) {
    return IncidentSummary.of(incident, Duration.ZERO, Duration.ZERO);
  }
}
