package io.breakwater.sla;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** SLA clocks, notifications and what keeps them quiet, and the SLA report. */
public final class SlaService implements Service {
  private final ServiceContext context;
  private final WorkConsumer consumer;
  private final Notifier notifier;
  private final Cancellable afterQuiet;
  private final BatchReader report;
  private final Executor blocking;

  private SlaService(
      ServiceContext context,
      WorkConsumer consumer,
      Notifier notifier,
      Cancellable afterQuiet,
      BatchReader report,
      Executor blocking) {
    this.context = context;
    this.consumer = consumer;
    this.notifier = notifier;
    this.afterQuiet = afterQuiet;
    this.report = report;
    this.blocking = blocking;
  }

  /**
   * Brings schemas {@code sla} and {@code quiet} up to date and starts.
   *
   * @throws IllegalStateException if the database refuses
   */
  public static SlaService start(
      ActorSystem<?> system, SlaSettings settings, ServiceContext context) {
    Database.migrate(context.db(), "quiet");
    Database.migrate(context.db(), "sla");
    Notifier notifier = notifier(system, settings, context);
    WorkConsumer consumer =
        new WorkConsumer(
            system,
            settings.consumer(),
            settings.clocks(),
            context,
            new SlaMetrics(context.telemetry()),
            notifier::wakeUp);
    AfterQuiet after = new AfterQuiet(context, notifier::wakeUp, settings.quiet().batch());
    Cancellable afterQuiet =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                settings.quiet().poll(),
                settings.quiet().poll(),
                after::look,
                system.dispatchers().lookup(DispatcherSelector.blocking()));
    return new SlaService(
        context,
        consumer,
        notifier,
        afterQuiet,
        ReportFeed.start(context, settings.report().groupId()),
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
    Set<Integer> owned = consumer.owned();
    return owned.isEmpty()
        ? Optional.of("The SLA monitor has no partition of topic work assigned yet.")
        : report.problem();
  }

  @Override
  public CompletionStage<Done> stop() {
    afterQuiet.cancel();
    return consumer
        .stop()
        .thenCompose(
            done ->
                CompletableFuture.supplyAsync(
                    () -> {
                      report.close();
                      return done;
                    },
                    blocking));
  }
}
