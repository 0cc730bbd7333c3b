package io.breakwater.routing.item;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.Request;
import io.breakwater.routing.item.WorkItem.Answer;
import io.breakwater.routing.item.WorkItem.Done;
import io.breakwater.routing.item.WorkItem.Refused;
import io.breakwater.routing.read.MergeTable.Kind;
import io.breakwater.routing.read.MergeTable.Pair;
import io.breakwater.routing.read.MergeTable.UnderWay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Merges and splits two items, one step after the other. Each step is asked again by the sweep if
 * this does not come to its end, and changes nothing the second time.
 */
public final class Merges {
  private final ClusterSharding sharding;
  private final Duration timeout;

  /** Prepares it. */
  public Merges(ActorSystem<?> system, Duration timeout) {
    this.sharding = ClusterSharding.get(system);
    this.timeout = timeout;
  }

  /**
   * Merges {@code other} into {@code survivor}.
   *
   * @param request of the survivor, or null
   * @return what the survivor is afterwards, or who refused
   */
  public CompletionStage<Answer> merge(
      Pair pair, String by, long expectedVersion, Request request) {
    return ask(pair.survivor(), new Operation.Join(pair.other()), by, expectedVersion, request)
        .thenCompose(
            joined ->
                joined instanceof Done
                    ? mergeOther(pair, by).thenApply(refusal -> refusal == null ? joined : refusal)
                    : CompletableFuture.completedFuture(joined));
  }

  /** Null if it is done; else the refusal, after the survivor has parted again. */
  private CompletionStage<Answer> mergeOther(Pair pair, String by) {
    return ask(pair.other(), new Operation.Merge(pair.survivor()), by, 0, null)
        .thenCompose(
            merged ->
                merged instanceof Refused
                    ? ask(pair.survivor(), new Operation.Part(pair.other()), by, 0, null)
                        .thenApply(parted -> merged)
                    : CompletableFuture.completedFuture(null));
  }

  /**
   * Takes {@code other} out of {@code survivor}.
   *
   * @return what the survivor is afterwards, or who refused
   */
  public CompletionStage<Answer> split(Pair pair, String by, Request request) {
    return ask(pair.other(), new Operation.SplitOff(pair.survivor()), by, 0, request)
        .thenCompose(
            left ->
                left instanceof Done
                    ? ask(pair.survivor(), new Operation.Part(pair.other()), by, 0, null)
                    : CompletableFuture.completedFuture(left));
  }

  /** Does the second step of what was begun, in the name of who asked for it. */
  public CompletionStage<Answer> finish(UnderWay begun) {
    return begun.kind() == Kind.MERGE
        ? mergeOther(begun.pair(), begun.by())
        : ask(
            begun.pair().survivor(), new Operation.Part(begun.pair().other()), begun.by(), 0, null);
  }

  private CompletionStage<Answer> ask(
      String id, Operation operation, String by, long expectedVersion, Request request) {
    return sharding
        .entityRefFor(WorkItem.TYPE, id)
        .ask(
            replyTo -> new WorkItem.Operate(operation, by, expectedVersion, request, replyTo),
            timeout);
  }
}
