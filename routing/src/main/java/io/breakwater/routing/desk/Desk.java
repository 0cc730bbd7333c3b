package io.breakwater.routing.desk;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.DeskPolicy.Member;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.routing.RoutingSettings.DeskSettings;
import io.breakwater.routing.desk.DeskBook.Placement;
import io.breakwater.routing.item.RoutingMessage;
import io.breakwater.routing.item.WorkItem;
import io.breakwater.routing.outbox.Position;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One desk: gives waiting items to members with room. It holds nothing that the read side does not:
 * it starts by reading it, once that has passed the journal's head, and reads it again from time to
 * time. Assigning never takes an item from its desk.
 */
public final class Desk extends AbstractBehavior<Desk.Command> {

  /** The sharded entity type; entity ids are desk names. */
  public static final EntityTypeKey<Command> TYPE = EntityTypeKey.create(Command.class, "Desk");

  private static final Duration READ_SIDE_POLL = Duration.ofMillis(100);
  private static final Duration READ_FAILURE_PAUSE = Duration.ofSeconds(2);
  private static final int MAX_RESERVATIONS = 64;

  /** What a desk is told. */
  public sealed interface Command {}

  /** Items of this desk changed; in feed order. */
  public record Changed(List<Line> lines) implements Command, RoutingMessage {}

  /** Be there, and look at the policy again. */
  public enum Wake implements Command, RoutingMessage {
    INSTANCE
  }

  private record HeadSeen(Position head, Throwable failure) implements Command {}

  private record ItemsRead(Optional<DeskSource.Snapshot> snapshot, Throwable failure)
      implements Command {}

  private record Confirmed(WorkItemView item) implements Command {}

  private record Refused(String workItemId) implements Command {}

  private record Expired(String workItemId) implements Command {}

  private enum Timer implements Command {
    READ_ON,
    REFRESH
  }

  /** Offers an item to a member; the answer comes within the reservation's time or not at all. */
  @FunctionalInterface
  public interface Offers {
    CompletionStage<WorkItem.Answer> offer(String workItemId, String member, String reason);
  }

  private final String name;
  private final Supplier<DeskPolicy> policy;
  private final DeskSource source;
  private final Offers offers;
  private final Clock clock;
  private final TimerScheduler<Command> timers;
  private final DeskBook book;
  private final List<Line> meanwhile = new ArrayList<>();
  private Position head;
  private boolean reading;
  private boolean recovered;

  private Desk(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String name,
      DeskSettings settings,
      Supplier<DeskPolicy> policy,
      DeskSource source,
      Offers offers,
      Clock clock) {
    super(context);
    this.name = name;
    this.policy = policy;
    this.source = source;
    this.offers = offers;
    this.clock = clock;
    this.timers = timers;
    this.book = new DeskBook(policy.get());
    timers.startTimerWithFixedDelay(Timer.REFRESH, settings.refresh());
    read();
  }

  /**
   * The behavior of one desk.
   *
   * @param policy the desk's policy in force now
   */
  public static Behavior<Command> create(
      String name,
      DeskSettings settings,
      Supplier<DeskPolicy> policy,
      DeskSource source,
      Offers offers,
      Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new Desk(context, timers, name, settings, policy, source, offers, clock)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Changed.class, this::onChanged)
        .onMessage(Wake.class, w -> assign())
        .onMessage(HeadSeen.class, this::onHead)
        .onMessage(ItemsRead.class, this::onItems)
        .onMessage(Confirmed.class, this::onConfirmed)
        .onMessage(Refused.class, this::onRefused)
        .onMessage(Expired.class, this::onExpired)
        .onMessage(Timer.class, this::onTimer)
        .build();
  }

  private Behavior<Command> onChanged(Changed changed) {
    if (reading) {
      // What is being read may be older than this news: it is put on top afterwards.
      meanwhile.addAll(changed.lines());
    }
    changed.lines().forEach(book::put);
    return assign();
  }

  private void read() {
    reading = true;
    meanwhile.clear();
    getContext().pipeToSelf(source.head(), HeadSeen::new);
  }

  private Behavior<Command> onHead(HeadSeen seen) {
    if (seen.failure() != null) {
      return readAgainLater(seen.failure());
    }
    head = seen.head();
    return readItems();
  }

  private Behavior<Command> readItems() {
    getContext().pipeToSelf(source.read(name, limited(), head), ItemsRead::new);
    return this;
  }

  /** Members of whom the policy says how much they may have on all desks together. */
  private Set<String> limited() {
    return policy.get().roster(clock.instant()).stream()
        .filter(member -> member.operator().maxLoad() != null)
        .map(Member::name)
        .collect(Collectors.toSet());
  }

  private Behavior<Command> onItems(ItemsRead read) {
    if (read.failure() != null) {
      return readAgainLater(read.failure());
    }
    if (read.snapshot().isEmpty()) {
      timers.startSingleTimer(Timer.READ_ON, READ_SIDE_POLL);
      return this;
    }
    book.replace(read.snapshot().get().lines(), read.snapshot().get().elsewhere());
    meanwhile.forEach(book::put);
    meanwhile.clear();
    reading = false;
    recovered = true;
    return assign();
  }

  private Behavior<Command> readAgainLater(Throwable failure) {
    getContext().getLog().warn("desk {} cannot read its items yet: {}", name, failure.toString());
    timers.startSingleTimer(Timer.READ_ON, READ_FAILURE_PAUSE);
    head = null;
    return this;
  }

  private Behavior<Command> onTimer(Timer timer) {
    if (timer == Timer.READ_ON) {
      if (head == null) {
        read();
        return this;
      }
      return readItems();
    }
    if (!reading) {
      read();
    }
    return this;
  }

  private Behavior<Command> assign() {
    book.rejoin(policy.get());
    while (recovered && book.reservations() < MAX_RESERVATIONS) {
      Optional<Placement> next = book.reserveNext(clock.instant());
      if (next.isEmpty()) {
        break;
      }
      offer(next.get());
    }
    return this;
  }

  private void offer(Placement placement) {
    String id = placement.workItemId();
    getContext()
        .pipeToSelf(
            offers.offer(id, placement.member(), placement.reason()),
            (answer, failure) -> {
              if (failure != null) {
                return new Expired(id);
              }
              return answer instanceof WorkItem.Done done
                  ? new Confirmed(done.item())
                  : new Refused(id);
            });
  }

  private Behavior<Command> onConfirmed(Confirmed confirmed) {
    book.confirmed(confirmed.item());
    return assign();
  }

  private Behavior<Command> onRefused(Refused refused) {
    book.refused(refused.workItemId());
    return assign();
  }

  private Behavior<Command> onExpired(Expired expired) {
    book.expired(expired.workItemId());
    return assign();
  }
}
