package io.breakwater.benchmarks.routing;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.routing.item.WorkItem;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Asks work items, so many at a time, and counts durable answers a second. */
final class WorkItemLoad {
  private static final int UNDER_WAY = 1024;
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final ClusterSharding sharding;
  private long sequence;

  WorkItemLoad(ActorSystem<?> system) {
    this.sharding = ClusterSharding.get(system);
  }

  /** Opens items that nobody has asked before. */
  double openCold(String round, int items) throws InterruptedException {
    long start = System.nanoTime();
    ask(items, i -> Sample.scored(round + "-" + i, Kind.RAISED, sequence++));
    return items / ((System.nanoTime() - start) / 1e9);
  }

  /** Updates the first {@code warm} items of a round that was opened before, in turns. */
  double updateWarm(String round, int warm, int operations) throws InterruptedException {
    long start = System.nanoTime();
    ask(operations, i -> Sample.scored(round + "-" + i % warm, Kind.UPDATED, sequence++));
    return operations / ((System.nanoTime() - start) / 1e9);
  }

  /**
   * Updates them at a steady rate, and tells a watch of each answer.
   *
   * @param made makes the watch, given the sequence number of the first event
   */
  void updateSteadily(
      String round, int warm, int operations, double perSecond, LongFunction<OutboxLag> made)
      throws InterruptedException {
    OutboxLag lag = made.apply(sequence);
    long start = System.nanoTime();
    ask(
        operations,
        i -> {
          long due = start + (long) (i * 1e9 / perSecond);
          for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
          }
          return Sample.scored(round + "-" + i % warm, Kind.UPDATED, sequence++);
        },
        scored -> lag.answered(Sample.sequence(scored.event().occurredAt())));
  }

  private interface Next {
    ScoredException at(int index);
  }

  private void ask(int count, Next next) throws InterruptedException {
    ask(count, next, scored -> {});
  }

  private void ask(int count, Next next, Consumer<ScoredException> answered)
      throws InterruptedException {
    Semaphore room = new Semaphore(UNDER_WAY);
    AtomicReference<Throwable> failed = new AtomicReference<>();
    for (int i = 0; i < count; i++) {
      room.acquire();
      ScoredException scored = next.at(i);
      CompletionStage<WorkItem.Received> answer = ask(scored);
      answer.whenComplete(
          (received, failure) -> {
            answered.accept(scored);
            if (!WorkItem.Received.WRITTEN.equals(received)) {
              failed.set(
                  failure != null
                      ? failure
                      : new IllegalStateException("not written: " + received));
            }
            room.release();
          });
    }
    room.acquire(UNDER_WAY);
    if (failed.get() != null) {
      throw new IllegalStateException("an operation was not written", failed.get());
    }
  }

  private CompletionStage<WorkItem.Received> ask(ScoredException scored) {
    String id = Identity.workItemId(scored.event().sourceId(), scored.event().exceptionId());
    return sharding
        .entityRefFor(WorkItem.TYPE, id)
        .ask(replyTo -> new WorkItem.Receive(scored, Sample.DECISION, replyTo), ANSWER);
  }
}
