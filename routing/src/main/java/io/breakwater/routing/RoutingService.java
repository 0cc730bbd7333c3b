package io.breakwater.routing;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.routing.DeskLoads;
import io.breakwater.platform.NodeRole;
import io.breakwater.platform.Service;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.sql.Database;
import io.breakwater.routing.api.ActionRoutes;
import io.breakwater.routing.api.ShardedActions;
import io.breakwater.routing.api.StoredWorkItems;
import io.breakwater.routing.api.WorkItemRoutes;
import io.breakwater.routing.incident.IncidentService;
import io.breakwater.routing.intake.Intakes;
import io.breakwater.routing.item.WorkItemShards;
import io.breakwater.routing.journal.JournalDatabase;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.read.Counts;
import io.breakwater.routing.vitals.Vitals;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Routing, running: intake, work items, desks, outbox and their API, as far as a node has them. */
public final class RoutingService implements Service {

  private final Blocking db;
  private final Optional<Intakes> intakes;
  private final Optional<RoutingWork> work;
  private final IncidentService incidents;
  private final Vitals vitals;
  private final Route routes;

  private RoutingService(
      Blocking db,
      Optional<Intakes> intakes,
      Optional<RoutingWork> work,
      IncidentService incidents,
      Vitals vitals,
      Route routes) {
    this.db = db;
    this.intakes = intakes;
    this.work = work;
    this.incidents = incidents;
    this.vitals = vitals;
    this.routes = routes;
  }

  /**
   * Brings the schema up to date and starts what this node's roles say; the API, which asks the
   * work items wherever they are, is there in any case. The actor system is a cluster node whose
   * configuration includes {@code breakwater-routing.conf} and names its roles.
   */
  public static RoutingService start(
      ActorSystem<?> system, RoutingSettings settings, ServiceContext context) {
    Database.migrate(context.db(), "quiet");
    Database.migrate(context.db(), "routing");
    JournalDatabase.use(system, context.db());
    Blocking db =
        new Blocking(context.db(), system.dispatchers().lookup(DispatcherSelector.blocking()));
    Supplier<Policy> policy = () -> context.policies().get().inForceAt(context.clock().instant());
    Vitals vitals = new Vitals(context, settings.intake().groupId());

    WorkItemShards.start(system, settings, context.clock(), () -> policy.get().approvals());
    Optional<RoutingWork> work =
        when(context, NodeRole.ROUTING)
            .map(role -> new RoutingWork(system, settings, context, db, policy));
    Runnable written = () -> work.ifPresent(RoutingWork::written);
    Optional<Intakes> intakes =
        when(context, NodeRole.INTAKE)
            .map(
                role ->
                    new Intakes(system, settings.intake(), context, db, policy, vitals, written));
    IncidentService incidents = IncidentService.start(settings.incidents(), context, db);
    Route routes =
        Directives.concat(
            new WorkItemRoutes(
                    new StoredWorkItems(
                        system, db, policy, context.clock(), settings.changesPoll()))
                .routes(),
            new ActionRoutes(new ShardedActions(system, db, policy, written)).routes(),
            incidents.routes());
    work.ifPresent(
        w ->
            w.start(
                rows ->
                    intakes.ifPresent(
                        i ->
                            i.projected(
                                rows.stream().map(row -> row.view().workItemId())::iterator))));
    intakes.ifPresent(Intakes::start);
    return new RoutingService(db, intakes, work, incidents, vitals, routes);
  }

  private static Optional<NodeRole> when(ServiceContext context, NodeRole role) {
    return Optional.of(role).filter(context::plays);
  }

  /** The routing part of {@code /api/v1/stats}; a few rows, so it may be polled every second. */
  public CompletionStage<RoutingStats> stats() {
    return db.call(Counts::stats);
  }

  /**
   * How much open work the desks have; known a second after somebody asked for the first time.
   * Empty on a node that takes nothing in.
   */
  public Optional<DeskLoads> loads() {
    return intakes.map(Intakes::loads);
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
    return intakes
        .flatMap(Intakes::trouble)
        .or(() -> work.flatMap(RoutingWork::trouble))
        .or(incidents::problem);
  }

  @Override
  public CompletionStage<Done> stop() {
    work.ifPresent(RoutingWork::stopDesks);
    return intakes
        .map(Intakes::stop)
        .orElseGet(() -> CompletableFuture.completedFuture(Done.getInstance()))
        .thenApplyAsync(
            done -> {
              incidents.close();
              work.ifPresent(RoutingWork::stopOutbox);
              vitals.close();
              return done;
            },
            db.threads());
  }
}
