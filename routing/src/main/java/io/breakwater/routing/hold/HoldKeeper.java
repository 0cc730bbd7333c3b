package io.breakwater.routing.hold;

import akka.Done;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.breakwater.routing.RoutingSettings.HoldSettings;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The cluster's one keeper of the items that wait for incidents: it sweeps from time to time, one
 * sweep after the other. It remembers nothing; who waits until when is in the read tables.
 */
public final class HoldKeeper {
  private HoldKeeper() {}

  /** What the keeper is told. */
  public sealed interface Command {}

  private enum Tick implements Command {
    INSTANCE
  }

  /** Ends it. */
  public enum Stop implements Command {
    INSTANCE
  }

  private record Swept(Throwable failure) implements Command {}

  /**
   * The singleton's behavior.
   *
   * @param sweep one sweep; completes when everything that it found has been answered
   */
  public static Behavior<Command> create(
      HoldSettings settings, Supplier<CompletionStage<Done>> sweep) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startSingleTimer(Tick.INSTANCE, settings.grace());
                  return Behaviors.receive(Command.class)
                      .onMessage(Tick.class, tick -> sweep(context, sweep))
                      .onMessage(
                          Swept.class,
                          swept -> {
                            if (swept.failure() != null) {
                              context.getLog().warn("held items: trying again", swept.failure());
                            }
                            timers.startSingleTimer(Tick.INSTANCE, settings.poll());
                            return Behaviors.same();
                          })
                      .onMessage(Stop.class, stop -> Behaviors.stopped())
                      .build();
                }));
  }

  private static Behavior<Command> sweep(
      ActorContext<Command> context, Supplier<CompletionStage<Done>> sweep) {
    context.pipeToSelf(sweep.get(), (done, failure) -> new Swept(failure));
    return Behaviors.same();
  }
}
