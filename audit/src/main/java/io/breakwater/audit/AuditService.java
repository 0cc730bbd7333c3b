package io.breakwater.audit;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.server.Route;
import io.breakwater.audit.http.AuditApi;
import io.breakwater.audit.http.AuditRoutes;
import io.breakwater.audit.ledger.Ledger;
import io.breakwater.audit.ledger.LedgerMetrics;
import io.breakwater.audit.ledger.LedgerReader;
import io.breakwater.audit.ledger.LedgerWriter;
import io.breakwater.audit.trace.Traces;
import io.breakwater.audit.verify.VerificationJob;
import io.breakwater.audit.verify.Verifier;
import io.breakwater.platform.NodeRole;
import io.breakwater.platform.Service;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.sql.Database;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The running audit module: the ledger, its API and the traces read from it. */
public final class AuditService implements Service {
  private final boolean writes;
  private final Ledger ledger;
  private final LedgerMetrics metrics;
  private final VerificationJob verifications;
  private final Executor blocking;
  private final Route routes;

  private AuditService(
      boolean writes,
      Ledger ledger,
      LedgerMetrics metrics,
      VerificationJob verifications,
      Executor blocking,
      Route routes) {
    this.writes = writes;
    this.ledger = ledger;
    this.metrics = metrics;
    this.verifications = verifications;
    this.blocking = blocking;
    this.routes = routes;
  }

  /** Migrates schema {@code audit} and starts the ledger, if this node writes it. */
  public static AuditService start(
      ActorSystem<?> system, AuditSettings settings, ServiceContext context) {
    Database.migrate(context.db(), "audit");
    LedgerMetrics metrics = new LedgerMetrics(context.telemetry());
    Ledger ledger =
        new Ledger(
            context.kafka().bootstrapServers(),
            context.kafka().topics(),
            settings,
            new LedgerWriter(context.db(), context.clock()),
            context.clock(),
            metrics);
    LedgerReader reader = new LedgerReader(context.db());
    VerificationJob verifications =
        new VerificationJob(
            new Verifier(reader, context.kafka().bootstrapServers(), context.clock()),
            context.clock());
    Executor blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    AuditApi api =
        new AuditApi(reader, new Traces(reader, context.kafka().topics()), verifications);
    boolean writes = context.plays(NodeRole.AUDIT);
    if (writes) {
      ledger.start();
    }
    return new AuditService(
        writes, ledger, metrics, verifications, blocking, new AuditRoutes(api, blocking).routes());
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public Route routes() {
    return routes;
  }

  @Override
  public Optional<String> notReady() {
    return writes ? ledger.problem() : Optional.empty();
  }

  @Override
  public CompletionStage<Done> stop() {
    return CompletableFuture.supplyAsync(
        () -> {
          verifications.close();
          try {
            ledger.stop();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          metrics.close();
          return Done.getInstance();
        },
        blocking);
  }
}
