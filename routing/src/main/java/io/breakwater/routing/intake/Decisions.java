package io.breakwater.routing.intake;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Grouping;
import io.breakwater.domain.routing.IncidentRouter;
import io.breakwater.domain.routing.Moment;
import io.breakwater.routing.desk.LoadBoard;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Where this node's intake sends work: by the policy in force now, at this time, with these loads.
 */
public final class Decisions {

  private final Supplier<PolicyTimeline> policies;
  private final Clock clock;
  private final LoadBoard loads;

  public Decisions(Supplier<PolicyTimeline> policies, Clock clock, LoadBoard loads) {
    this.policies = policies;
    this.clock = clock;
    this.loads = loads;
  }

  /** Where an item goes that this exception opens. */
  public DecisionRecord of(ScoredException scored) {
    if (!policies.get().inForceAt(clock.instant()).looksAtLoads()) {
      return decide(scored);
    }
    synchronized (this) { // what the last one was sent to counts for the next
      return decide(scored);
    }
  }

  private DecisionRecord decide(ScoredException scored) {
    DecisionRecord decision = Grouping.decide(policies.get(), scored, now());
    if (scored.event().kind() == Kind.RAISED) {
      loads.routed(
          Identity.workItemId(scored.event().sourceId(), scored.event().exceptionId()),
          decision.desk(),
          priority(decision, scored.priority()));
    }
    return decision;
  }

  /** Where the item of an incident goes; null if the policy groups nothing. */
  DecisionRecord of(IncidentEvent incident, Origin origin) {
    Moment now = now();
    Policy policy = policies.get().inForceAt(now.at());
    return Grouping.groups(policy) ? IncidentRouter.decide(policy, incident, origin, now) : null;
  }

  private Moment now() {
    return new Moment(clock.instant(), loads);
  }

  /** The priority that the decision gives, or else the score's. */
  static Priority priority(DecisionRecord decision, Priority scored) {
    Priority given = decision == null ? null : decision.instructionsOrNone().priority();
    return given == null ? scored : given;
  }
}
