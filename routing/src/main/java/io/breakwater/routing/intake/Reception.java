package io.breakwater.routing.intake;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.routing.item.WorkItem;
import io.breakwater.routing.item.WorkItem.Received;
import io.breakwater.routing.item.WorkItemAsks;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Hands one scored exception to its work item, with the routing decision in force now. */
public final class Reception {

  /** Items that were merged into items that were merged in turn. */
  private static final int MOST_HOPS = 32;

  private final WorkItemAsks items;
  private final Function<ScoredException, DecisionRecord> decide;
  private final Runnable written;

  /**
   * Prepares the reception.
   *
   * @param decide where an item goes that this exception opens
   * @param written is run after something was written
   */
  public Reception(
      WorkItemAsks items, Function<ScoredException, DecisionRecord> decide, Runnable written) {
    this.items = items;
    this.decide = decide;
    this.written = written;
  }

  /**
   * Completes when the work item has answered, and the one that it was merged into, if it was.
   *
   * @return fails with a timeout when the item did not answer: ask again, it is idempotent
   */
  public CompletionStage<Received> receive(ScoredException scored) {
    String id = Identity.workItemId(scored.event().sourceId(), scored.event().exceptionId());
    DecisionRecord decision = decide.apply(scored);
    ScoredException handled = scored.withPriority(Decisions.priority(decision, scored.priority()));
    return items
        .<Received>ask(id, replyTo -> new WorkItem.Receive(handled, decision, replyTo))
        .thenCompose(received -> follow(received, id, handled, MOST_HOPS));
  }

  /**
   * Told again after a crash, the survivor drops what it has seen; so the answer of the first is
   * the answer of all.
   *
   * @param of the item of the exception
   */
  private CompletionStage<Received> follow(
      Received received, String of, ScoredException scored, int hops) {
    if (received.result() == Received.Result.WRITTEN) {
      written.run();
    }
    if (received.mergedInto() == null || hops == 0) {
      return CompletableFuture.completedFuture(received);
    }
    return items
        .<Received>ask(received.mergedInto(), replyTo -> new WorkItem.Follow(of, scored, replyTo))
        .thenCompose(next -> follow(next, of, scored, hops - 1))
        .thenApply(
            next ->
                next.result() == Received.Result.FAILED
                    ? next
                    : new Received(received.result(), null, null));
  }

  /**
   * What parses but lacks what a work item needs is refused.
   *
   * @throws NullPointerException that names the field
   */
  static ScoredException whole(ScoredException scored) {
    Objects.requireNonNull(scored.eventId(), "event_id is missing");
    Objects.requireNonNull(scored.event(), "event is missing");
    Objects.requireNonNull(scored.trace(), "trace is missing");
    Objects.requireNonNull(scored.origin(), "origin is missing");
    Objects.requireNonNull(scored.origin().topic(), "origin.topic is missing");
    Objects.requireNonNull(scored.priority(), "priority is missing");
    return scored;
  }
}
