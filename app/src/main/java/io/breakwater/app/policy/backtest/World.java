package io.breakwater.app.policy.backtest;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.routing.DeskLoads;
import io.breakwater.domain.routing.Moment;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One side of a backtest: what its policies make of the history, and the work that its desks would
 * have had meanwhile. Routing that looks at loads sees the loads of its own side.
 */
final class World {
  static final String OTHER_DESKS = "(other desks)";

  private static final int MOST_DESKS = 2_000;

  private final PolicyTimeline policies;
  private final Span span;
  private final Map<String, Curve> curves = new TreeMap<>();
  private final DeskLoads loads = this::load;

  World(PolicyTimeline policies, Span span) {
    this.policies = policies;
    this.span = span;
  }

  /** The policy in force at an instant. */
  Policy policy(Instant at) {
    return policies.inForceAt(at);
  }

  /** What is decided of an event, taken in at its event time. */
  Judgement judge(Recorded.Said said) {
    return Judgement.of(policies, said, new Moment(said.at(), loads));
  }

  private int load(String desk) {
    Curve curve = curves.get(desk);
    return curve == null ? 0 : curve.load();
  }

  /**
   * Work comes to a desk.
   *
   * @return what it counts, to give back when it goes
   */
  int arrives(String desk, Priority priority, Instant at) {
    int weight = policies.inForceAt(at).desk(desk).weights().of(priority);
    change(desk, weight, at);
    return weight;
  }

  /** Work leaves a desk. */
  void leaves(String desk, int weight, Instant at) {
    change(desk, -weight, at);
  }

  private void change(String desk, int by, Instant at) {
    DeskPolicy known = policies.inForceAt(at).desks().get(desk);
    // Hints may create any number of desks, and no policy can look at the load of those.
    boolean own = curves.containsKey(desk) || known != null || curves.size() < MOST_DESKS;
    curves
        .computeIfAbsent(own ? desk : OTHER_DESKS, name -> new Curve(span))
        .change(by, known == null ? 0 : known.capacity(), at);
  }

  /** How loaded each desk was that ever had work, by name. */
  Map<String, Report.Load> loads() {
    Map<String, Report.Load> result = new TreeMap<>();
    curves.forEach((desk, curve) -> result.put(desk, curve.result()));
    return result;
  }
}
