package io.breakwater.sla;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import io.breakwater.platform.NodeRole;
import io.breakwater.platform.Service;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.kafka.BatchReader;
import io.breakwater.platform.sql.Database;
import io.breakwater.sla.api.ClockQueries;
import io.breakwater.sla.api.SlaRoutes;
import io.breakwater.sla.notify.Notifier;
import io.breakwater.sla.quiet.AfterQuiet;
import io.breakwater.sla.quiet.SilenceRoutes;
import io.breakwater.sla.quiet.StoredSilences;
import io.breakwater.sla.report.ReportFeed;
import io.breakwater.sla.report.ReportRoutes;
import io.breakwater.sla.store.Partitions;
import io.breakwater.sla.work.WorkConsumer;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** SLA clocks, notifications and what keeps them quiet, and the SLA report. */
public final class SlaService implements Service {
  private final ServiceContext context;
  private final Notifier notifier;
  private final Optional<Work> work;
  private final Executor blocking;

  /** What only nodes do that have the clocks. */
  private record Work(WorkConsumer consumer, Cancellable afterQuiet, BatchReader report) {}

  private SlaService(
      ServiceContext context, Notifier notifier, Optional<Work> work, Executor blocking) {
    this.context = context;
    this.notifier = notifier;
    this.work = work;
    this.blocking = blocking;
  }

  /**
   * Brings schemas {@code sla} and {@code quiet} up to date and starts what is this node's; the API
   * only reads tables.
   *
   * @throws IllegalStateException if the database refuses
   */
  public static SlaService start(
      ActorSystem<?> system, SlaSettings settings, ServiceContext context) {
    Database.migrate(context.db(), "quiet");
    Database.migrate(context.db(), "sla");
    Notifier notifier = notifier(system, settings, context);
    return new SlaService(
        context,
        notifier,
        context.plays(NodeRole.SLA)
            ? Optional.of(work(system, settings, context, notifier))
            : Optional.empty(),
        system.dispatchers().lookup(DispatcherSelector.blocking()));
  }

  private static Work work(
      ActorSystem<?> system, SlaSettings settings, ServiceContext context, Notifier notifier) {
    return new Work(
        new WorkConsumer(
            system,
            settings.consumer(),
            settings.clocks(),
            context,
            new SlaMetrics(context.telemetry()),
            notifier::wakeUp),
        afterQuiet(system, settings, context, notifier),
        ReportFeed.start(context, settings.report().groupId()));
  }

  private static Cancellable afterQuiet(
      ActorSystem<?> system, SlaSettings settings, ServiceContext context, Notifier notifier) {
    AfterQuiet after = new AfterQuiet(context, notifier::wakeUp, settings.quiet().batch());
    return system
        .scheduler()
        .scheduleWithFixedDelay(
            settings.quiet().poll(),
            settings.quiet().poll(),
            after::look,
            system.dispatchers().lookup(DispatcherSelector.blocking()));
  }

  private static Notifier notifier(
      ActorSystem<?> system, SlaSettings settings, ServiceContext context) {
    try {
      return Notifier.start(system, settings.notifier(), context);
    } catch (SQLException e) {
      throw new IllegalStateException("the notifier cannot read its table: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return "sla-monitor";
  }

  @Override
  public Route routes() {
    SlaRoutes clocks = new SlaRoutes(new ClockQueries(context.db(), context.clock()), blocking);
    ReportRoutes reports = new ReportRoutes(context.db(), context.clock(), blocking);
    SilenceRoutes silences = new SilenceRoutes(new StoredSilences(context), blocking);
    return Directives.concat(
        clocks.routes(),
        Directives.pathPrefix("sla", reports::routes),
        notifier.routes(),
        silences.routes());
  }

  /** The monitor's part of {@code GET /api/v1/stats}: exact, cheap enough to be polled. */
  public CompletionStage<SlaStats> stats() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new SlaStats(Partitions.totals(context.db()), notifier.stats());
          } catch (SQLException e) {
            throw new CompletionException(e);
          }
        },
        blocking);
  }

  @Override
  public Optional<String> notReady() {
    return work.flatMap(
        w ->
            w.consumer().joined()
                ? w.report().problem()
                : Optional.of("The SLA monitor has not been given its partitions of topic work."));
  }

  @Override
  public CompletionStage<Done> stop() {
    return work.map(this::stop).orElseGet(() -> CompletableFuture.completedFuture(Done.done()));
  }

  private CompletionStage<Done> stop(Work w) {
    w.afterQuiet().cancel();
    return w.consumer()
        .stop()
        .thenCompose(
            done ->
                CompletableFuture.supplyAsync(
                    () -> {
                      w.report().close();
                      return done;
                    },
                    blocking));
  }
}
