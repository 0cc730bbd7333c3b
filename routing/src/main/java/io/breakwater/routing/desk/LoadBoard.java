package io.breakwater.routing.desk;

import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.routing.DeskLoads;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.read.Counts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much open work the desks have, for routing: what the read tables say every second, and what
 * this node has routed since. Reads nothing while the policy does not look at loads and nobody else
 * has asked for them lately.
 */
public final class LoadBoard implements DeskLoads {
  private static final Logger log = LoggerFactory.getLogger(LoadBoard.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LATELY = Duration.ofMinutes(1);

  private final ActorSystem<?> system;
  private final Blocking db;
  private final Supplier<Policy> policy;
  private final Clock clock;
  private final OnTheWay onTheWay = new OnTheWay();
  private volatile Map<String, Map<Priority, Long>> counts = Map.of();
  private volatile Cancellable reading;
  private volatile Instant askedAt = Instant.MIN;

  /**
   * Prepares it.
   *
   * @param policy the one in force now
   */
  public LoadBoard(ActorSystem<?> system, Blocking db, Supplier<Policy> policy, Clock clock) {
    this.system = system;
    this.db = db;
    this.policy = policy;
    this.clock = clock;
  }

  /** Starts to read. */
  public void start() {
    reading =
        system
            .scheduler()
            .scheduleWithFixedDelay(Duration.ZERO, EVERY, this::read, system.executionContext());
  }

  /** Stops reading. */
  public void stop() {
    if (reading != null) {
      reading.cancel();
    }
  }

  @Override
  public int of(String desk) {
    askedAt = clock.instant();
    return policy.get().desk(desk).weights().of(counts.getOrDefault(desk, Map.of()))
        + onTheWay.load(desk);
  }

  /** This node sends new work to a desk. */
  public void routed(String workItemId, String desk, Priority priority) {
    Policy now = policy.get();
    if (now.looksAtLoads()) {
      onTheWay.add(workItemId, desk, now.desk(desk).weights().of(priority), clock.instant());
    }
  }

  /** The read tables have these items now. */
  public void projected(Iterable<String> workItemIds) {
    workItemIds.forEach(onTheWay::arrived);
  }

  private void read() {
    boolean asked = askedAt.isAfter(clock.instant().minus(LATELY));
    if (!asked && !policy.get().looksAtLoads()) {
      return;
    }
    OnTheWay.Mark mark = onTheWay.mark(clock.instant());
    db.call(Counts::openByPriority)
        .whenComplete(
            (read, failure) -> {
              if (failure != null) {
                log.warn("the loads of the desks cannot be read now: {}", failure.toString());
                return;
              }
              counts = read;
              onTheWay.forget(mark);
            });
  }
}
