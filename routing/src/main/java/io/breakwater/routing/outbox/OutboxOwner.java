package io.breakwater.routing.outbox;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The cluster's one owner of the outbox: wherever this singleton lives, an {@link Outbox} runs. The
 * epoch covers the moments in which two believe they are the one.
 */
public final class OutboxOwner {

  /** Nothing is said to the owner. */
  public sealed interface Command {}

  /** Ends it. */
  public enum Stop implements Command {
    INSTANCE
  }

  private final AtomicReference<Outbox> running = new AtomicReference<>();

  /** The singleton's behavior on this node. */
  public Behavior<Command> behavior(Supplier<Outbox> outboxes) {
    return Behaviors.setup(
        context -> {
          Outbox outbox = outboxes.get();
          running.set(outbox);
          outbox.start();
          return Behaviors.receive(Command.class)
              .onMessage(Stop.class, stop -> Behaviors.stopped())
              .onSignal(PostStop.class, signal -> ended(outbox))
              .build();
        });
  }

  private Behavior<Command> ended(Outbox outbox) {
    running.compareAndSet(outbox, null);
    outbox.stop();
    return Behaviors.stopped();
  }

  /** Wakes the outbox if it runs here. */
  public void wake() {
    Outbox outbox = running.get();
    if (outbox != null) {
      outbox.wake();
    }
  }

  /**
   * What keeps the outbox of this node from moving on; null if all is well or it runs elsewhere.
   */
  public String trouble() {
    Outbox outbox = running.get();
    return outbox == null ? null : outbox.trouble();
  }

  /** Whether the outbox runs on this node. */
  public boolean here() {
    return running.get() != null;
  }

  /** Ends the outbox of this node after its round. */
  public void stop() {
    Outbox outbox = running.getAndSet(null);
    if (outbox != null) {
      outbox.stop();
    }
  }
}
