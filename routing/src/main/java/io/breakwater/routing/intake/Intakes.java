package io.breakwater.routing.intake;

import akka.Done;
import akka.actor.typed.ActorSystem;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.routing.DeskLoads;
import io.breakwater.platform.ServiceContext;
import io.breakwater.routing.RoutingSettings.IntakeSettings;
import io.breakwater.routing.desk.LoadBoard;
import io.breakwater.routing.item.WorkItemAsks;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.vitals.Vitals;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What a node of role intake runs: an intake for each topic, and the loads that they decide by. */
public final class Intakes {
  private final LoadBoard loads;
  private final WorkItemAsks items;
  private final List<Intake> intakes;

  /**
   * Prepares them.
   *
   * @param policy the one in force now
   * @param written is run after something was written
   */
  public Intakes(
      ActorSystem<?> system,
      IntakeSettings settings,
      ServiceContext context,
      Blocking db,
      Supplier<Policy> policy,
      Vitals vitals,
      Runnable written) {
    loads = new LoadBoard(system, db, policy, context.clock());
    items = new WorkItemAsks(system, settings.askTimeout());
    Decisions decisions = new Decisions(context.policies(), context.clock(), loads);
    Reception reception = new Reception(items, decisions::of, written);
    intakes =
        List.of(
            new Intake(
                system,
                settings,
                context,
                new ScoredRecords(context.kafka(), reception, vitals::received),
                settings.groupId(),
                db),
            new Intake(
                system,
                settings,
                context,
                new IncidentRecords(context, items, decisions, written, vitals::told),
                settings.groupId() + "-incidents",
                db));
  }

  /** What they decide by. */
  public DeskLoads loads() {
    return loads;
  }

  /** Starts to consume. */
  public void start() {
    loads.start();
    intakes.forEach(Intake::start);
  }

  /** The read tables have these items now. */
  public void projected(Iterable<String> workItemIds) {
    loads.projected(workItemIds);
  }

  /** What keeps one of them from consuming. */
  public Optional<String> trouble() {
    return intakes.stream().map(Intake::trouble).filter(Objects::nonNull).findFirst();
  }

  /** Stops consuming and lets the answers come that are out. */
  public CompletionStage<Done> stop() {
    loads.stop();
    CompletableFuture<?>[] stopping =
        intakes.stream()
            .map(intake -> intake.stop().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(stopping)
        .handle(
            (done, failure) -> {
              items.stop();
              return Done.getInstance();
            });
  }
}
