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
import io.breakwater.domain.policy.ApprovalPolicy;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.work.Act;
import io.breakwater.domain.work.IncidentLifecycle;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.Operations;
import io.breakwater.domain.work.Request;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One work item: the durable unit of work on a desk. It asks {@link Lifecycle} and {@link
 * Operations} what to do, writes the events, and answers once they are durable. It has few events,
 * so it takes no snapshots.
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

  /** Upstream spoke of an exception whose item {@code of} was merged into this one. */
  public record Follow(String of, ScoredException scored, ActorRef<Received> replyTo)
      implements Command {}

  /**
   * A person does something with it.
   *
   * @param expectedVersion the version they saw; 0 accepts any
   * @param request null, or what tells a repetition
   */
  public record Operate(
      Operation operation,
      String by,
      long expectedVersion,
      Request request,
      ActorRef<Answer> replyTo)
      implements Command {}

  /** Its time to sleep is over. */
  public record Wake(ActorRef<Answer> replyTo) implements Command {}

  /** Nobody approved what was asked for, in time. */
  public record Expire(ActorRef<Answer> replyTo) implements Command {}

  /** Its desk gives it to a member. */
  public record Offer(String desk, String assignee, String reason, ActorRef<Answer> replyTo)
      implements Command {}

  /** Sharding asks it to leave memory. */
  public enum Passivate implements Command {
    INSTANCE
  }

  /**
   * What became of an upstream event.
   *
   * @param mergedInto null, or the item that the event has to be told too
   * @param failure null, or why the item could not take it in
   */
  public record Received(Result result, String mergedInto, String failure)
      implements RoutingMessage {
    public static final Received WRITTEN = new Received(Result.WRITTEN, null, null);
    public static final Received REDELIVERED = new Received(Result.REDELIVERED, null, null);
    public static final Received DUPLICATE = new Received(Result.DUPLICATE, null, null);

    /** In a word. */
    public enum Result {
      WRITTEN,
      REDELIVERED,
      DUPLICATE,
      /** It fails on this event, now and whenever it is asked again. */
      FAILED
    }
  }

  /** What became of an operation. */
  public sealed interface Answer extends RoutingMessage {}

  /** It is so; {@code item} is the item afterwards. */
  public record Done(WorkItemView item) implements Answer {}

  /** No, and why; {@code item} is the item as it is, null if there is none. */
  public record Refused(Verdict.Why why, String reason, WorkItemView item) implements Answer {}

  private static final Logger log = LoggerFactory.getLogger(WorkItem.class);

  private final String workItemId;
  private final String journal;
  private final Clock clock;
  private final Supplier<ApprovalPolicy> approvals;

  private WorkItem(
      String workItemId, String journal, Clock clock, Supplier<ApprovalPolicy> approvals) {
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
    this.approvals = approvals;
  }

  /**
   * The behavior of one work item.
   *
   * @param journal the id of the journal plugin
   * @param approvals what the policy in force lets nobody do alone
   */
  public static Behavior<Command> create(
      String workItemId, String journal, Clock clock, Supplier<ApprovalPolicy> approvals) {
    return Behaviors.setup(context -> new WorkItem(workItemId, journal, clock, approvals));
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
        .onCommand(
            Wake.class, (item, c) -> ifThere(item, c.replyTo(), () -> item.wake(clock.instant())))
        .onCommand(
            Expire.class,
            (item, c) -> ifThere(item, c.replyTo(), () -> Operations.expire(item, clock.instant())))
        .onCommand(
            Offer.class,
            (item, c) ->
                ifThere(
                    item,
                    c.replyTo(),
                    () -> item.offer(c.desk(), c.assignee(), c.reason(), clock.instant())))
        .onCommand(Operate.class, this::onOperate)
        .onCommand(Follow.class, this::onFollow)
        .onCommand(Passivate.class, () -> Effect().stop().thenNoReply())
        .build();
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> onReceive(Lifecycle item, Receive c) {
    return received(item, () -> item.onUpstream(c.scored(), c.decision()), c.replyTo());
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> onTell(Lifecycle item, Tell c) {
    return received(
        item,
        () -> IncidentLifecycle.onRecord(item, c.incident(), c.told(), c.origin(), c.decision()),
        c.replyTo());
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> onFollow(Lifecycle item, Follow c) {
    return received(item, () -> Operations.follow(item, c.of(), c.scored()), c.replyTo());
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> onOperate(Lifecycle item, Operate c) {
    Act act = new Act(c.by(), clock.instant(), c.request());
    return ifThere(
        item,
        c.replyTo(),
        () -> Operations.decide(item, c.operation(), c.expectedVersion(), act, approvals.get()));
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> received(
      Lifecycle item, Supplier<Verdict> decision, ActorRef<Received> replyTo) {
    Verdict verdict = decided(item, decision);
    if (verdict instanceof Verdict.Happens happens) {
      return Effect()
          .persist(happens.events())
          .thenReply(replyTo, after -> received(Received.Result.WRITTEN, after));
    } else if (verdict instanceof Verdict.Refused refused) {
      return Effect().reply(replyTo, new Received(Received.Result.FAILED, null, refused.reason()));
    }
    boolean duplicate = verdict instanceof Verdict.Duplicate;
    return Effect()
        .reply(
            replyTo,
            received(duplicate ? Received.Result.DUPLICATE : Received.Result.REDELIVERED, item));
  }

  private static Received received(Received.Result result, Lifecycle item) {
    return new Received(result, item.exists() ? item.view().mergedInto() : null, null);
  }

  private ReplyEffect<WorkItemEvent, Lifecycle> ifThere(
      Lifecycle item, ActorRef<Answer> replyTo, Supplier<Verdict> decision) {
    if (!item.exists() && item.failure() == null) {
      return Effect()
          .reply(
              replyTo,
              new Refused(Verdict.Why.UNKNOWN, "There is no work item " + workItemId + ".", null));
    }
    Verdict verdict = decided(item, decision);
    if (verdict instanceof Verdict.Happens happens) {
      return Effect().persist(happens.events()).thenReply(replyTo, after -> new Done(after.view()));
    } else if (verdict instanceof Verdict.Refused refused) {
      return Effect().reply(replyTo, new Refused(refused.why(), refused.reason(), item.view()));
    }
    return Effect().reply(replyTo, new Done(item.view()));
  }

  /**
   * What is decided. A decision that fails would fail again each time it is asked for, and so would
   * an event that does not fit: it is refused instead, and the item goes on.
   */
  private Verdict decided(Lifecycle item, Supplier<Verdict> decision) {
    if (item.failure() != null) {
      return failed(item.failure());
    }
    try {
      Verdict verdict = decision.get();
      if (verdict instanceof Verdict.Happens happens) {
        Lifecycle after = item;
        for (WorkItemEvent event : happens.events()) {
          after = after.after(event);
        }
        return after.failure() == null ? verdict : failed(after.failure());
      }
      return verdict;
    } catch (RuntimeException e) {
      log.warn("work item {} cannot judge what it was asked", workItemId, e);
      return failed(e.toString());
    }
  }

  private Verdict failed(String why) {
    return new Verdict.Refused(
        Verdict.Why.FAILED, "Work item %s failed: %s".formatted(workItemId, why));
  }
}
