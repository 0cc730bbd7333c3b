package io.breakwater.routing.item;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import io.breakwater.routing.item.WorkItem.Command;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Asks work items, and asks again when a question may have been lost: at once after a node has left
 * the cluster, and each time that it has waited twice as long. A question to a node that dies is
 * lost without a word; whoever reads a partition in order would wait for its time-out. Only for
 * questions that may be asked twice.
 */
public final class WorkItemAsks {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(3);
  // The shards of a node that left find their new places in this time, or are asked once more.
  private static final Duration SETTLED = Duration.ofMillis(300);

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final Duration timeout;
  private final Set<Question<?>> open = ConcurrentHashMap.newKeySet();
  private final Cancellable looking;
  private final ActorRef<MemberRemoved> leavers;

  /**
   * Starts to watch the cluster.
   *
   * @param timeout after which a question fails
   */
  public WorkItemAsks(ActorSystem<?> system, Duration timeout) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    this.timeout = timeout;
    this.looking =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                LOOK, LOOK, () -> open.forEach(Question::look), system.executionContext());
    this.leavers = system.systemActorOf(leavers(), "work-item-asks", Props.empty());
    Cluster.get(system).subscriptions().tell(Subscribe.create(leavers, MemberRemoved.class));
  }

  /** Completes with the item's first answer; fails if there is none in time. */
  public <A> CompletionStage<A> ask(String workItemId, Function<ActorRef<A>, Command> command) {
    Question<A> question = new Question<>(workItemId, command);
    open.add(question);
    question.ask();
    return question.answer.whenComplete((answer, failure) -> open.remove(question));
  }

  /** Stops watching; what is out may still be answered. */
  public void stop() {
    looking.cancel();
  }

  private Behavior<MemberRemoved> leavers() {
    return Behaviors.receive(
        (context, removed) -> {
          system
              .scheduler()
              .scheduleOnce(SETTLED, () -> open.forEach(Question::ask), system.executionContext());
          return Behaviors.same();
        });
  }

  private final class Question<A> {
    private final String workItemId;
    private final Function<ActorRef<A>, Command> command;
    private final long askedAt = System.nanoTime();
    private final CompletableFuture<A> answer = new CompletableFuture<>();
    private Duration patience = FIRST_PATIENCE;

    Question(String workItemId, Function<ActorRef<A>, Command> command) {
      this.workItemId = workItemId;
      this.command = command;
    }

    /** One look at a time, by the one timer. */
    void look() {
      if (waited().compareTo(patience) > 0) {
        patience = patience.multipliedBy(2);
        ask();
      }
    }

    void ask() {
      Duration left = timeout.minus(waited());
      if (left.isNegative() || left.isZero()) {
        return;
      }
      sharding
          .entityRefFor(WorkItem.TYPE, workItemId)
          .<A>ask(command::apply, left)
          .whenComplete(
              (answered, failure) -> {
                if (failure == null) {
                  answer.complete(answered);
                } else {
                  // Later questions end at the same time: none is left that could be answered.
                  answer.completeExceptionally(failure);
                }
              });
    }

    private Duration waited() {
      return Duration.ofNanos(System.nanoTime() - askedAt);
    }
  }
}
