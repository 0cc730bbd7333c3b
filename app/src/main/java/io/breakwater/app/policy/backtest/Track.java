package io.breakwater.app.policy.backtest;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.notification.NotificationPlan;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.sla.SlaPlan;
import io.breakwater.domain.sla.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One work item as one side of a backtest has it: its desk, what it counts there, its SLA clocks
 * and who would have been told. Takes things in the order of their time; the rules are those of
 * {@code Lifecycle} and {@code ClockFacts}, for what comes in order.
 */
final class Track {
  private final World world;
  private final Outcomes outcomes;
  private ExceptionEvent event;
  private Map<String, Double> features = Map.of();
  private Report.Placed opening;
  private String desk;
  private Priority priority;
  private int score;
  private int weight;
  private boolean open;
  private boolean takenOver;
  private Instant resolvedAt;
  private int run;
  private boolean acknowledged;
  private List<Clock> clocks = List.of();

  /** Takes what comes of the clocks and the notification rules. */
  interface Outcomes {
    /** A clock stopped in time. */
    void met(SlaPlan plan, Instant at);

    /** A deadline passed on a desk; {@code run} counts openings. */
    void breached(SlaPlan plan, int run, String desk, Instant at);

    /**
     * A channel hears of something.
     *
     * @param target of the clock, for its steps; else null
     */
    void paged(Occasion occasion, Target target, int run, String channel, String desk, Instant at);
  }

  /** A clock that runs. */
  private static final class Clock {
    private final SlaPlan plan;
    private boolean atRisk;
    private boolean breached;

    Clock(SlaPlan plan) {
      this.plan = plan;
    }
  }

  Track(World world, Outcomes outcomes) {
    this.world = world;
    this.outcomes = outcomes;
  }

  /** Where it was placed when it opened; null before. */
  Report.Placed opening() {
    return opening;
  }

  /** Takes in what upstream said and what this side decided of it. */
  void said(Recorded.Said said, Judgement judgement) {
    Instant at = said.at();
    passTo(at);
    if (opening == null) {
      opened(said, judgement);
      return;
    }
    switch (said.event().kind()) {
      case RAISED -> raised(said, judgement);
      case UPDATED -> urgent(judgement, at);
      case RESOLVED -> {
        if (open) {
          resolved(at);
        } else {
          urgent(judgement, at);
        }
      }
    }
  }

  private void opened(Recorded.Said said, Judgement judgement) {
    opening = Report.Placed.of(judgement);
    cause(said);
    desk = judgement.decision().desk();
    score = judgement.score();
    priority = judgement.priority();
    if (said.event().kind() == Kind.RESOLVED) {
      resolvedAt = said.at();
      page(Occasion.RESOLVED, null, said.at());
    } else {
      open(said.at());
      page(Occasion.OPENED, null, said.at());
    }
  }

  private void raised(Recorded.Said said, Judgement judgement) {
    boolean again = !open && !takenOver && resolvedAt != null && said.at().isAfter(resolvedAt);
    cause(said);
    urgent(judgement, said.at());
    if (again) {
      open(said.at());
      page(Occasion.REOPENED, null, said.at());
    }
  }

  private void cause(Recorded.Said said) {
    event = said.event();
    features = said.features();
  }

  /** A further event may change how urgent the item is, and so what it counts. */
  private void urgent(Judgement judgement, Instant at) {
    score = judgement.score();
    Priority before = priority;
    priority = judgement.priority();
    if (open && before != priority) {
      world.leaves(desk, weight, at);
      weight = world.arrives(desk, priority, at);
    }
  }

  /** Takes in what people did. What they did to an item that is not on record says nothing. */
  void done(Recorded.Act act, Instant at) {
    passTo(at);
    if (opening == null) {
      return;
    }
    switch (act) {
      case ACKNOWLEDGED -> acknowledge(at);
      case RESOLVED -> {
        if (open) {
          resolved(at);
        }
      }
      case REOPENED -> {
        if (!open && !takenOver) {
          open(at);
          page(Occasion.REOPENED, null, at);
        }
      }
      case TAKEN_OVER -> {
        if (open) {
          clocks = List.of();
          close(at);
        }
        takenOver = true;
      }
    }
  }

  private void acknowledge(Instant at) {
    if (!open || acknowledged) {
      return;
    }
    acknowledged = true;
    stop(Target.ACKNOWLEDGE, at);
    page(Occasion.ACKNOWLEDGED, null, at);
  }

  private void open(Instant at) {
    open = true;
    run++;
    acknowledged = false;
    weight = world.arrives(desk, priority, at);
    clocks = new ArrayList<>();
    for (SlaPlan plan : SlaPlan.of(world.policy(at), facts(), at)) {
      clocks.add(new Clock(plan));
    }
  }

  private void resolved(Instant at) {
    stop(Target.ACKNOWLEDGE, at);
    stop(Target.RESOLVE, at);
    resolvedAt = at;
    close(at);
    page(Occasion.RESOLVED, null, at);
  }

  private void close(Instant at) {
    open = false;
    world.leaves(desk, weight, at);
  }

  private void stop(Target target, Instant at) {
    for (Clock clock : List.copyOf(clocks)) {
      if (clock.plan.target() == target) {
        if (!clock.breached) {
          outcomes.met(clock.plan, at);
        }
        clocks.remove(clock);
      }
    }
  }

  /** Time passes: what was due before that instant happens. */
  void passTo(Instant instant) {
    if (clocks.isEmpty()) {
      return;
    }
    Instant now = instant.truncatedTo(ChronoUnit.MICROS);
    for (Clock clock : clocks) {
      if (!clock.atRisk && clock.plan.atRiskAt().isBefore(now)) {
        clock.atRisk = true;
        page(Occasion.AT_RISK, clock.plan.target(), clock.plan.atRiskAt());
      }
      if (!clock.breached && clock.plan.deadline().isBefore(now)) {
        clock.breached = true;
        outcomes.breached(clock.plan, run, desk, clock.plan.deadline());
        page(Occasion.BREACHED, clock.plan.target(), clock.plan.deadline());
      }
    }
  }

  private void page(Occasion occasion, Target target, Instant at) {
    Policy policy = world.policy(at);
    for (String channel : NotificationPlan.channels(policy.notifications(), facts(), occasion)) {
      outcomes.paged(occasion, target, run, channel, desk, at);
    }
  }

  private Facts facts() {
    return new Facts(event, features, score, priority, desk);
  }
}
