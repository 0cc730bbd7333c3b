package io.breakwater.routing.item;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.SnapshotSelectionCriteria;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.Recovery;
import akka.persistence.typed.javadsl.ReplyEffect;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.work.IncidentLifecycle;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.event.Level;

/**
 * One work item: the durable unit of work on a desk. It asks {@link Lifecycle} what to do, writes
 * the event, and answers once that is durable. It has few events, so it takes no snapshots.
 */
public final class WorkItem
    extends EventSourcedBehaviorWithEnforcedReplies<WorkItem.Command, WorkItemEvent, Lifecycle> {

  /** The sharded entity type; entity ids are work item ids. */
  public static final EntityTypeKey<Command> TYPE = EntityTypeKey.create(Command.class, "WorkItem");

  /** What can be asked of a work item. */
  public sealed interface Command extends RoutingMessage {}

  /** The upstream said something; {@code decision} is where the item goes if this opens it. */
  public record Receive(ScoredException scored, DecisionRecord decision, ActorRef<Received> replyTo)
      implements Command {}

  /**
   * A record told of the incident that this is the work item of; {@code decision} is where it goes
   * if this opens it, or null if the policy groups nothing.
   */
  public record Tell(
      IncidentEvent incident,
      IncidentSummary told,
      Origin origin,
      DecisionRecord decision,
      ActorRef<Received> replyTo)
      implements Command {}

  /** The work item {@code into} of an incident takes this one over. */
  public record Absorb(String incidentId, String into, ActorRef<Answer> replyTo)
      implements Command {}

  /** It has waited long enough for its incident. */
  public record Release(ActorRef<Answer> replyTo) implements Command {}

  /** Upstream has resolved every member of the incident, the last one at {@code at}. */
  public record MembersResolved(Instant at, ActorRef<Answer> replyTo) implements Command {}

  /** A person gives it to somebody. {@code expectedVersion} 0 accepts any. */
  public record Assign(
      String assignee, String reason, String by, long expectedVersion, ActorRef<Answer> replyTo)
      implements Command {}

  /** Its desk gives it to a member. */
  public record Offer(String assignee, String reason, ActorRef<Answer> replyTo)
      implements Command {}

  /** Somebody has seen it. */
  public record Acknowledge(String by, long expectedVersion, ActorRef<Answer> replyTo)
      implements Command {}

  /** A person fixed it; {@code note} may be null. */
  public record Resolve(
      String code, String note, String by, long expectedVersion, ActorRef<Answer> replyTo)
      implements Command {}

  /** Sharding asks it to leave memory. */
  public enum Passivate implements Command {
    INSTANCE
  }

  /** What became of an upstream event. */
  public enum Received implements RoutingMessage {
    WRITTEN,
    REDELIVERED,
    DUPLICATE
  }

  /** What became of an operation. */
  public sealed interface Answer extends RoutingMessage {}

  /** It is so; {@code item} is the item afterwards. */
  public record Done(WorkItemView item) implements Answer {}

  /** No, and why. */
  public record Refused(Verdict.Why why, String reason) implements Answer {}

  private final String workItemId;
  private final String journal;
  private final Clock clock;

  private WorkItem(String workItemId, String journal, Clock clock) {
    super(
        PersistenceId.of(TYPE.name(), workItemId),
        // The database is away: come back later, what was not answered is asked again.
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.2)
            // A thousand items say the same; intake says it once.
            .withLogLevel(Level.DEBUG)
            .withCriticalLogLevel(Level.DEBUG, 0));
    this.workItemId = workItemId;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * The behavior of one work item.
   *
   * @param journal the id of the journal plugin
   */
  public static Behavior<Command> create(String workItemId, String journal, Clock clock) {
    return Behaviors.setup(context -> new WorkItem(workItemId, journal, clock));
  }

  @Override
  public String journalPluginId() {
    return journal;
  }

  @Override
  public String snapshotPluginId() {
    return "akka.persistence.no-snapshot-store";
  }

  @Override
  public Recovery recovery() {
    return Recovery.withSnapshotSelectionCriteria(SnapshotSelectionCriteria.none());
  }

  @Override
  public Lifecycle emptyState() {
    return Lifecycle.NONE;
  }

  @Override
  public EventHandler<Lifecycle, WorkItemEvent> eventHandler() {
    return Lifecycle::after;
  }

  @Override
  public CommandHandlerWithReply<Command, WorkItemEvent, Lifecycle> commandHandler() {
    return newCommandHandlerWithReplyBuilder()
        .forAnyState()
        .onCommand(Receive.class, this::onReceive)
        .onCommand(Tell.class, this::onTell)
        .onCommand(
            Absorb.class,
            (item, c) ->
                ifThere(
                    item,
                    c.replyTo(),
                    () -> item.absorb(c.incidentId(), c.into(), clock.instant())))
        .onCommand(
            Release.class,
            (item, c) -> ifThere(item, c.replyTo(), () -> item.release(clock.instant())))
        .onCommand(
            MembersResolved.class,
            (item, c) ->
                ifThere(item, c.replyTo(), () -> IncidentLifecycle.onMembersResolved(item, c.at())))
        .onCommand(Offer.class, this::onOffer)
        .onCommand(Assign.class, this::onAssign)
        .onCommand(Acknowledge.class, this::onAcknowledge)
        .onCommand(Resolve.class, this::onResolve)
        .onCommand(Passivate.class, () -> Effect().stop().thenNoReply())
        .build();
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> onReceive(Lifecycle item, Receive c) {
    return received(item.onUpstream(c.scored(), c.decision()), c.replyTo());
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> onTell(Lifecycle item, Tell c) {
    return received(
        IncidentLifecycle.onRecord(item, c.incident(), c.told(), c.origin(), c.decision()),
        c.replyTo());
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> received(
      Verdict verdict, ActorRef<Received> replyTo) {
    if (verdict instanceof Verdict.Happens happens) {
      return Effect().persist(happens.event()).thenReply(replyTo, after -> Received.WRITTEN);
    }
    return Effect()
        .reply(
            replyTo,
            verdict instanceof Verdict.Duplicate ? Received.DUPLICATE : Received.REDELIVERED);
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> onOffer(Lifecycle item, Offer c) {
    return ifThere(item, c.replyTo(), () -> item.offer(c.assignee(), c.reason(), clock.instant()));
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> ifThere(
      Lifecycle item, ActorRef<Answer> replyTo, Supplier<Verdict> verdict) {
    return item.exists() ? carryOut(item, verdict.get(), replyTo) : unknown(replyTo);
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> onAssign(Lifecycle item, Assign c) {
    if (!fits(item, c.expectedVersion())) {
      return misfit(item, c.expectedVersion(), c.replyTo());
    }
    return carryOut(
        item, item.assign(c.assignee(), c.reason(), c.by(), clock.instant()), c.replyTo());
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> onAcknowledge(Lifecycle item, Acknowledge c) {
    if (!fits(item, c.expectedVersion())) {
      return misfit(item, c.expectedVersion(), c.replyTo());
    }
    return carryOut(item, item.acknowledge(c.by(), clock.instant()), c.replyTo());
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> onResolve(Lifecycle item, Resolve c) {
    if (!fits(item, c.expectedVersion())) {
      return misfit(item, c.expectedVersion(), c.replyTo());
    }
    return carryOut(item, item.resolve(c.code(), c.note(), c.by(), clock.instant()), c.replyTo());
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> carryOut(
      Lifecycle item, Verdict verdict, ActorRef<Answer> replyTo) {
    if (verdict instanceof Verdict.Happens happens) {
      return Effect().persist(happens.event()).thenReply(replyTo, after -> new Done(after.view()));
    } else if (verdict instanceof Verdict.Refused refused) {
      return Effect().reply(replyTo, new Refused(refused.why(), refused.reason()));
    }
    return Effect().reply(replyTo, new Done(item.view()));
  }

  private static boolean fits(Lifecycle item, long expectedVersion) {
    return item.exists() && (expectedVersion == 0 || expectedVersion == item.view().version());
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> misfit(
      Lifecycle item, long expectedVersion, ActorRef<Answer> replyTo) {
    if (!item.exists()) {
      return unknown(replyTo);
    }
    return Effect()
        .reply(
            replyTo,
            new Refused(
                Verdict.Why.VERSION,
                "Work item %s is at version %d, not %d: somebody changed it. Read it again."
                    .formatted(workItemId, item.view().version(), expectedVersion)));
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> unknown(ActorRef<Answer> replyTo) {
    return Effect()
        .reply(
            replyTo, new Refused(Verdict.Why.UNKNOWN, "There is no work item " + workItemId + "."));
  }
}
