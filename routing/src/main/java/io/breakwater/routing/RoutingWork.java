package io.breakwater.routing;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;
import io.breakwater.domain.policy.Policy;
import io.breakwater.platform.NodeRole;
import io.breakwater.platform.ServiceContext;
import io.breakwater.routing.desk.Desk;
import io.breakwater.routing.desk.DeskSource;
import io.breakwater.routing.desk.Desks;
import io.breakwater.routing.hold.HoldKeeper;
import io.breakwater.routing.hold.Sweep;
import io.breakwater.routing.item.WorkItem;
import io.breakwater.routing.outbox.Outbox;
import io.breakwater.routing.outbox.OutboxOwner;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.read.WorkItemRow;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a node of role routing runs beside its share of the work items: its share of the desks, and
 * two things of which the cluster has one each, the outbox and the sweep.
 */
final class RoutingWork {
  private final ActorSystem<?> system;
  private final RoutingSettings settings;
  private final ServiceContext context;
  private final Blocking db;
  private final Supplier<Policy> policy;
  private final OutboxOwner outbox = new OutboxOwner();
  private final Desks desks;

  /**
   * Prepares it.
   *
   * @param policy the one in force now
   */
  RoutingWork(
      ActorSystem<?> system,
      RoutingSettings settings,
      ServiceContext context,
      Blocking db,
      Supplier<Policy> policy) {
    this.system = system;
    this.settings = settings;
    this.context = context;
    this.db = db;
    this.policy = policy;
    this.desks = new Desks(system, policy);
  }

  /**
   * Starts it.
   *
   * @param projected is told what this node's outbox has brought into the read tables
   */
  void start(Consumer<Collection<WorkItemRow>> projected) {
    shardDesks();
    singletons()
        .init(
            SingletonActor.of(
                    outbox.behavior(
                        () ->
                            new Outbox(
                                context,
                                settings.outbox(),
                                rows -> {
                                  projected.accept(rows);
                                  desks.changed(rows);
                                })),
                    "breakwater-outbox")
                .withStopMessage(OutboxOwner.Stop.INSTANCE)
                .withSettings(placed())
                // Its end waits for the last round.
                .withProps(DispatcherSelector.blocking()));
    Sweep sweep = new Sweep(system, settings.hold(), db, context.clock(), this::written);
    singletons()
        .init(
            SingletonActor.of(HoldKeeper.create(settings.hold(), sweep::run), "breakwater-holds")
                .withSettings(placed())
                .withStopMessage(HoldKeeper.Stop.INSTANCE));
    desks.start();
  }

  /** Something was written; an outbox on another node looks by itself. */
  void written() {
    outbox.wake();
  }

  /** What keeps the outbox from moving on, if it runs here. */
  Optional<String> trouble() {
    return Optional.ofNullable(outbox.trouble());
  }

  /** Stops to watch the desks. */
  void stopDesks() {
    desks.stop();
  }

  /** Lets the outbox finish its round, if it runs here. */
  void stopOutbox() {
    outbox.stop();
  }

  private ClusterSingleton singletons() {
    return ClusterSingleton.get(system);
  }

  private ClusterSingletonSettings placed() {
    return ClusterSingletonSettings.create(system).withRole(NodeRole.ROUTING.label());
  }

  private void shardDesks() {
    ClusterSharding sharding = ClusterSharding.get(system);
    DeskSource source = DeskSource.of(db);
    sharding.init(
        Entity.of(
                Desk.TYPE,
                entity -> {
                  String name = entity.getEntityId();
                  return Desk.create(
                      name,
                      settings.desk(),
                      () -> policy.get().desk(name),
                      source,
                      offers(sharding, name),
                      context.clock());
                })
            .withRole(NodeRole.ROUTING.label())
            .withMessageExtractor(new HashCodeMessageExtractor<>(settings.shards()))
            .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
  }

  private Desk.Offers offers(ClusterSharding sharding, String desk) {
    return (id, member, reason) ->
        sharding
            .entityRefFor(WorkItem.TYPE, id)
            .<WorkItem.Answer>ask(
                replyTo -> new WorkItem.Offer(desk, member, reason, replyTo),
                settings.desk().reservation())
            .whenComplete((answer, failure) -> written());
  }
}
