package io.breakwater.routing;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.routing.DeskLoads;
import io.breakwater.platform.Service;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.sql.Database;
import io.breakwater.routing.RoutingSettings.HoldSettings;
import io.breakwater.routing.RoutingSettings.IntakeSettings;
import io.breakwater.routing.api.ActionRoutes;
import io.breakwater.routing.api.ShardedActions;
import io.breakwater.routing.api.StoredWorkItems;
import io.breakwater.routing.api.WorkItemRoutes;
import io.breakwater.routing.desk.Desk;
import io.breakwater.routing.desk.DeskSource;
import io.breakwater.routing.desk.Desks;
import io.breakwater.routing.desk.LoadBoard;
import io.breakwater.routing.hold.HoldKeeper;
import io.breakwater.routing.hold.Sweep;
import io.breakwater.routing.incident.IncidentService;
import io.breakwater.routing.intake.Decisions;
import io.breakwater.routing.intake.IncidentRecords;
import io.breakwater.routing.intake.Intake;
import io.breakwater.routing.intake.Reception;
import io.breakwater.routing.intake.ScoredRecords;
import io.breakwater.routing.item.WorkItem;
import io.breakwater.routing.item.WorkItemShards;
import io.breakwater.routing.journal.JournalDatabase;
import io.breakwater.routing.outbox.Outbox;
import io.breakwater.routing.outbox.OutboxOwner;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.read.Counts;
import io.breakwater.routing.read.WorkItemRow;
import io.breakwater.routing.vitals.Vitals;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Routing, running: intake, work items, desks, outbox and their API. */
public final class RoutingService implements Service {

  private final Blocking db;
  private final List<Intake> intakes;
  private final IncidentService incidents;
  private final OutboxOwner outbox;
  private final Desks desks;
  private final LoadBoard loads;
  private final Vitals vitals;
  private final Route routes;

  private RoutingService(
      Blocking db,
      List<Intake> intakes,
      IncidentService incidents,
      OutboxOwner outbox,
      Desks desks,
      LoadBoard loads,
      Vitals vitals,
      Route routes) {
    this.db = db;
    this.intakes = intakes;
    this.incidents = incidents;
    this.outbox = outbox;
    this.desks = desks;
    this.loads = loads;
    this.vitals = vitals;
    this.routes = routes;
  }

  /**
   * Brings the schema up to date and starts everything. The actor system is a cluster node whose
   * configuration includes {@code breakwater-routing.conf}.
   */
  public static RoutingService start(
      ActorSystem<?> system, RoutingSettings settings, ServiceContext context) {
    Database.migrate(context.db(), "quiet");
    Database.migrate(context.db(), "routing");
    JournalDatabase.use(system, context.db());
    Blocking db =
        new Blocking(context.db(), system.dispatchers().lookup(DispatcherSelector.blocking()));
    Supplier<Policy> policy = () -> context.policies().get().inForceAt(context.clock().instant());
    OutboxOwner outbox = new OutboxOwner();
    Desks desks = new Desks(system, policy);
    LoadBoard loads = new LoadBoard(system, db, policy, context.clock());
    Vitals vitals = new Vitals(context, settings.intake().groupId());

    WorkItemShards.start(system, settings, context.clock(), () -> policy.get().approvals());
    shardDesks(system, settings, policy, db, context.clock(), outbox::wake);
    ClusterSingleton.get(system)
        .init(
            SingletonActor.of(
                    outbox.behavior(
                        () ->
                            new Outbox(
                                context, settings.outbox(), rows -> tell(rows, desks, loads))),
                    "breakwater-outbox")
                .withStopMessage(OutboxOwner.Stop.INSTANCE)
                // Its end waits for the last round.
                .withProps(DispatcherSelector.blocking()));
    keepHolds(system, settings.hold(), db, context, outbox::wake);
    List<Intake> intakes =
        intakes(system, settings.intake(), context, db, loads, vitals, outbox::wake);
    IncidentService incidents = IncidentService.start(settings.incidents(), context, db);
    Route routes =
        Directives.concat(
            new WorkItemRoutes(
                    new StoredWorkItems(
                        system, db, policy, context.clock(), settings.changesPoll()))
                .routes(),
            new ActionRoutes(new ShardedActions(system, db, policy, outbox::wake)).routes(),
            incidents.routes());
    loads.start();
    intakes.forEach(Intake::start);
    desks.start();
    return new RoutingService(db, intakes, incidents, outbox, desks, loads, vitals, routes);
  }

  private static void tell(Collection<WorkItemRow> rows, Desks desks, LoadBoard loads) {
    loads.projected(rows.stream().map(row -> row.view().workItemId())::iterator);
    desks.changed(rows);
  }

  private static List<Intake> intakes(
      ActorSystem<?> system,
      IntakeSettings settings,
      ServiceContext context,
      Blocking db,
      LoadBoard loads,
      Vitals vitals,
      Runnable written) {
    ClusterSharding sharding = ClusterSharding.get(system);
    Decisions decisions = new Decisions(context.policies(), context.clock(), loads);
    Reception reception = new Reception(sharding, decisions::of, settings.askTimeout(), written);
    return List.of(
        new Intake(
            system,
            settings,
            context,
            new ScoredRecords(context.kafka(), reception, vitals::received),
            settings.groupId(),
            db),
        new Intake(
            system,
            settings,
            context,
            new IncidentRecords(
                context, sharding, decisions, settings.askTimeout(), written, vitals::told),
            settings.groupId() + "-incidents",
            db));
  }

  private static void keepHolds(
      ActorSystem<?> system,
      HoldSettings settings,
      Blocking db,
      ServiceContext context,
      Runnable written) {
    Sweep sweep = new Sweep(system, settings, db, context.clock(), written);
    ClusterSingleton.get(system)
        .init(
            SingletonActor.of(HoldKeeper.create(settings, sweep::run), "breakwater-holds")
                .withStopMessage(HoldKeeper.Stop.INSTANCE));
  }

  private static void shardDesks(
      ActorSystem<?> system,
      RoutingSettings settings,
      Supplier<Policy> policy,
      Blocking db,
      Clock clock,
      Runnable written) {
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
                      offers(sharding, settings, name, written),
                      clock);
                })
            .withMessageExtractor(new HashCodeMessageExtractor<>(settings.shards()))
            .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
  }

  private static Desk.Offers offers(
      ClusterSharding sharding, RoutingSettings settings, String desk, Runnable written) {
    return (id, member, reason) ->
        sharding
            .entityRefFor(WorkItem.TYPE, id)
            .<WorkItem.Answer>ask(
                replyTo -> new WorkItem.Offer(desk, member, reason, replyTo),
                settings.desk().reservation())
            .whenComplete((answer, failure) -> written.run());
  }

  /** The routing part of {@code /api/v1/stats}; a few rows, so it may be polled every second. */
  public CompletionStage<RoutingStats> stats() {
    return db.call(Counts::stats);
  }

  /** How much open work the desks have; known a second after somebody asked for the first time. */
  public DeskLoads loads() {
    return loads;
  }

  @Override
  public String name() {
    return "routing";
  }

  @Override
  public Route routes() {
    return routes;
  }

  @Override
  public Optional<String> notReady() {
    return Stream.concat(intakes.stream().map(Intake::trouble), Stream.of(outbox.trouble()))
        .filter(Objects::nonNull)
        .findFirst()
        .or(incidents::problem);
  }

  @Override
  public CompletionStage<Done> stop() {
    desks.stop();
    loads.stop();
    return stopIntakes()
        .exceptionally(failure -> Done.getInstance())
        .thenApplyAsync(
            done -> {
              incidents.close();
              outbox.stop();
              vitals.close();
              return done;
            },
            db.threads());
  }

  private CompletionStage<Done> stopIntakes() {
    CompletableFuture<?>[] stopping =
        intakes.stream()
            .map(intake -> intake.stop().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(stopping).thenApply(done -> Done.getInstance());
  }
}
