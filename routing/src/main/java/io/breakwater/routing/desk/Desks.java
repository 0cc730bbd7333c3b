package io.breakwater.routing.desk;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.Policy;
import io.breakwater.routing.read.WorkItemRow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells the desks that assign what changed, and wakes them at start and with each new policy. Desks
 * that people pull from have nothing to do and are never started.
 */
public final class Desks {
  private static final Duration LOOK_AT_POLICY = Duration.ofSeconds(1);

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final Supplier<Policy> policy;
  private Policy seen;
  private Cancellable looking;

  /**
   * Prepares the bell.
   *
   * @param policy the one in force now
   */
  public Desks(ActorSystem<?> system, Supplier<Policy> policy) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    this.policy = policy;
  }

  /** Starts to watch the policy. */
  public void start() {
    looking =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                Duration.ZERO, LOOK_AT_POLICY, this::look, system.executionContext());
  }

  /** Stops watching. */
  public void stop() {
    if (looking != null) {
      looking.cancel();
    }
  }

  /** Work items changed, in feed order. */
  public void changed(Collection<WorkItemRow> rows) {
    Policy now = policy.get();
    Map<String, List<Line>> byDesk =
        rows.stream()
            .filter(row -> assigns(now.desks().get(row.view().desk())))
            .collect(
                Collectors.groupingBy(
                    row -> row.view().desk(),
                    Collectors.mapping(
                        row -> Line.of(row.view(), row.needs()), Collectors.toList())));
    byDesk.forEach(
        (desk, lines) -> sharding.entityRefFor(Desk.TYPE, desk).tell(new Desk.Changed(lines)));
  }

  private void look() {
    Policy now = policy.get();
    if (now.equals(seen)) {
      return;
    }
    for (DeskPolicy desk : now.desks().values()) {
      if (assigns(desk) || (seen != null && assigns(seen.desks().get(desk.name())))) {
        sharding.entityRefFor(Desk.TYPE, desk.name()).tell(Desk.Wake.INSTANCE);
      }
    }
    seen = now;
  }

  private static boolean assigns(DeskPolicy desk) {
    return desk != null && desk.assigns();
  }
}
