package io.breakwater.sla.clocks;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.pattern.StatusReply;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.sla.Seen;
import io.breakwater.domain.sla.WorkFold;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.sql.Transactions;
import io.breakwater.sla.SlaMetrics;
import io.breakwater.sla.clocks.ClockBook.Committed;
import io.breakwater.sla.outbox.OutboxPublisher;
import io.breakwater.sla.store.Clocks;
import io.breakwater.sla.store.Outbox;
import io.breakwater.sla.store.Partitions.Claim;
import io.breakwater.sla.work.WorkDecoder.Decoded;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Owns the clocks of one partition of topic {@code work}: takes in its records, rings its timers.
 * Its only durable state is in the database; when anything fails it says so and stops, and the
 * partition is claimed anew.
 *
 * <p>Blocks on the database, so it runs on a dispatcher of its own.
 */
public final class ClockOwner extends AbstractBehavior<ClockOwner.Command> {
  private static final Duration LONGEST_SLEEP = Duration.ofMillis(250);
  private static final Duration POLICY_POLL = Duration.ofMillis(50);

  /** What an owner is told. */
  public sealed interface Command {}

  /** Take these in; the answer comes when they are stored. */
  public record Take(List<Decoded> batch, ActorRef<StatusReply<Done>> replyTo) implements Command {}

  /** The partition is somebody else's now. */
  public enum Stop implements Command {
    NOW
  }

  private record Waiting(Take take, Instant until) implements Command {}

  private enum Tick implements Command {
    NOW
  }

  private record Published(long sequence, Throwable failure) implements Command {}

  /**
   * What an owner needs.
   *
   * @param onNotifications told when notifications were stored
   * @param onFailure told once, when the owner gives up
   */
  public record Needs(
      ClockSettings settings,
      ServiceContext context,
      SlaMetrics metrics,
      Runnable onNotifications,
      Consumer<Throwable> onFailure) {}

  private final Needs needs;
  private final ClockBook book;
  private final OutboxPublisher publisher;
  private final TimerScheduler<Command> scheduler;
  private final TimerQueue timers;
  private final Horizon horizon;
  private Claim claim;
  private ActorRef<StatusReply<Done>> held;
  private long sequence;
  private Seen published = Seen.NOTHING;
  private long deleted;
  private Instant wakeAt;

  private ClockOwner(
      ActorContext<Command> context, TimerScheduler<Command> scheduler, Needs needs, Claim claim) {
    super(context);
    this.needs = needs;
    this.scheduler = scheduler;
    this.claim = claim;
    this.book = new ClockBook(needs.context().db(), needs.context().kafka().topics());
    this.publisher = new OutboxPublisher(needs.context().kafka().publisher());
    this.timers = new TimerQueue(needs.settings().timers());
    this.horizon = new Horizon(needs.settings().settle(), now());
  }

  /** An owner that begins where the claim says. */
  public static Behavior<Command> create(Needs needs, Claim claim) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                scheduler -> new ClockOwner(context, scheduler, needs, claim).begin()));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Take.class, take -> guarded(take.replyTo(), () -> take(take, null)))
        .onMessage(Waiting.class, w -> guarded(w.take().replyTo(), () -> take(w.take(), w.until())))
        .onMessage(Tick.class, tick -> guarded(null, this::tick))
        .onMessage(Published.class, p -> guarded(null, () -> published(p)))
        .onMessage(Stop.class, stop -> Behaviors.stopped())
        .build();
  }

  private interface Step {
    void run() throws SQLException;
  }

  private Behavior<Command> guarded(ActorRef<StatusReply<Done>> replyTo, Step step) {
    try {
      step.run();
      return this;
    } catch (SQLException | RuntimeException e) {
      getContext().getLog().warn("partition {} of topic work: {}", claim.partition(), e.toString());
      if (replyTo != null) {
        replyTo.tell(StatusReply.error(e));
      }
      if (held != null) {
        held.tell(StatusReply.error(e));
      }
      needs.onFailure().accept(e);
      return Behaviors.stopped();
    }
  }

  private Behavior<Command> begin() {
    return guarded(
        null,
        () -> {
          List<Outbox.Entry> left =
              Transactions.run(
                  needs.context().db(), connection -> Outbox.left(connection, claim.partition()));
          if (!left.isEmpty()) {
            published = new Seen(left.get(0).sequence() - 1, List.of());
          }
          for (Outbox.Entry entry : left) {
            sequence = entry.sequence();
            publish(entry);
          }
          tick();
        });
  }

  private void take(Take take, Instant waitUntil) throws SQLException {
    PolicyTimeline policies = needs.context().policies().get();
    Instant now = now();
    Instant until = waitUntil == null ? now.plus(needs.settings().policyWait()) : waitUntil;
    if (policies.versions().isEmpty()
        || (isAwaiting(take.batch(), policies) && now.isBefore(until))) {
      scheduler.startSingleTimer(new Waiting(take, until), POLICY_POLL);
      return;
    }
    Committed committed = book.take(claim, take.batch(), sequence + 1, judge(policies, now));
    horizon.saw(take.batch(), now);
    after(committed, now);
    if (sequence - published.upTo() < needs.settings().unpublished()) {
      take.replyTo().tell(StatusReply.ack());
    } else {
      held = take.replyTo(); // the broker is behind: no more records until it has caught up
    }
  }

  /** A record scored by a version that has not reached us yet would get the wrong clocks. */
  private static boolean isAwaiting(List<Decoded> batch, PolicyTimeline policies) {
    return batch.stream()
        .filter(record -> record.work() != null)
        .flatMap(record -> WorkFold.scoredBy(record.work().event()).stream())
        .distinct()
        .anyMatch(version -> policies.byId(version).isEmpty());
  }

  private void tick() throws SQLException {
    wakeAt = null;
    PolicyTimeline policies = needs.context().policies().get();
    Instant now = now();
    if (!policies.versions().isEmpty()) {
      load(now);
      if (book.mustIndex(policies, now)) {
        after(book.ring(claim, List.of(), sequence + 1, judge(policies, now)), now);
      }
      ring(timers.due(now, needs.settings().batch()), policies, now);
      ring(history(now), policies, now);
    }
    if (published.upTo() > deleted) {
      long upTo = published.upTo();
      Transactions.run(
          needs.context().db(),
          connection -> {
            Outbox.published(connection, claim.partition(), upTo);
            return Done.getInstance();
          });
      deleted = upTo;
    }
    sleep();
  }

  private void ring(List<String> ids, PolicyTimeline policies, Instant now) throws SQLException {
    if (!ids.isEmpty()) {
      after(book.ring(claim, ids, sequence + 1, judge(policies, now)), now);
    }
  }

  private List<String> history(Instant now) throws SQLException {
    return Transactions.run(
        needs.context().db(),
        connection ->
            Clocks.history(
                connection, claim.partition(), horizon.at(now), needs.settings().batch()));
  }

  private void load(Instant now) throws SQLException {
    Duration ahead = needs.settings().loadAhead();
    Instant upTo = now.plus(ahead);
    if (!timers.loadedUpTo().isBefore(now.plus(ahead.dividedBy(2))) || !timers.hasRoom()) {
      return;
    }
    int limit = needs.settings().timers();
    List<TimerQueue.Timer> more =
        Transactions.run(
            needs.context().db(),
            connection ->
                Clocks.timers(connection, claim.partition(), timers.loadedUpTo(), upTo, limit));
    timers.load(more, upTo, more.size() < limit);
  }

  private void after(Committed committed, Instant now) {
    claim = committed.claim();
    if (!committed.entry().records().isEmpty()) {
      sequence = committed.entry().sequence();
      publish(committed.entry());
    }
    if (committed.notified()) {
      needs.onNotifications().run();
    }
    needs.metrics().spoke(committed.events(), now);
    needs.metrics().kept(committed.kept());
    for (Item item : committed.changed()) {
      item.clocks().stream()
          .filter(clock -> !clock.isHistory(clock.deadline()))
          .flatMap(clock -> clock.nextDue().stream())
          .forEach(due -> timers.add(due, item.state().workItemId()));
    }
    sleep();
  }

  private void publish(Outbox.Entry entry) {
    getContext()
        .pipeToSelf(
            publisher.publish(entry.records()),
            (done, failure) -> new Published(entry.sequence(), failure));
  }

  private void published(Published message) {
    if (message.failure() != null) {
      throw new IllegalStateException(
          "the broker did not take records of the SLA outbox", message.failure());
    }
    // A later entry may be acknowledged before an earlier one, which must stay until it is too.
    published = published.with(message.sequence());
    if (held != null && sequence - published.upTo() < needs.settings().unpublished()) {
      held.tell(StatusReply.ack());
      held = null;
    }
  }

  private Judge judge(PolicyTimeline policies, Instant now) {
    return new Judge(policies, now, horizon.at(now));
  }

  /**
   * Sets the alarm for the next timer. An alarm that is due, or sooner, stays: setting it anew
   * takes back the one that is on its way, and under a steady flow of records it would never ring.
   */
  private void sleep() {
    Instant now = now();
    Instant latest = now.plus(LONGEST_SLEEP);
    Instant at = timers.next().map(due -> due.plusMillis(1)).filter(latest::isAfter).orElse(latest);
    if (wakeAt != null && (!wakeAt.isAfter(now) || !at.isBefore(wakeAt))) {
      return;
    }
    wakeAt = at;
    Duration wait = Duration.between(now, at);
    scheduler.startSingleTimer(
        Tick.NOW, Tick.NOW, wait.isNegative() || wait.isZero() ? Duration.ofMillis(1) : wait);
  }

  private Instant now() {
    return needs.context().clock().instant();
  }
}
