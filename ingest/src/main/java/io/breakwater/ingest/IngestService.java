package io.breakwater.ingest;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.ingest.http.ExceptionGateway;
import io.breakwater.ingest.http.IngestRoutes;
import io.breakwater.ingest.kinesis.KinesisGateway;
import io.breakwater.platform.Service;
import io.breakwater.platform.ServiceContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The running gateways. */
public final class IngestService implements Service {
  /** The producer blocks its callers while Kafka is away: they must not be Akka's threads. */
  private static final int PUBLISHING_THREADS = 4;

  private final Route routes;
  private final Optional<KinesisGateway> kinesis;
  private final ExecutorService publishing;

  private IngestService(
      Route routes, Optional<KinesisGateway> kinesis, ExecutorService publishing) {
    this.routes = routes;
    this.kinesis = kinesis;
    this.publishing = publishing;
  }

  /** Opens the HTTP gateway and, if it is switched on, starts the Kinesis gateway. */
  public static IngestService start(
      ActorSystem<?> system, IngestSettings settings, ServiceContext context) {
    IngestMetrics metrics = new IngestMetrics(context.telemetry());
    EventReader reader = new EventReader(EventLimits.DEFAULT);
    AtomicInteger count = new AtomicInteger();
    ExecutorService publishing =
        Executors.newFixedThreadPool(
            PUBLISHING_THREADS,
            task -> {
              Thread thread = new Thread(task, "breakwater-ingest-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    ExceptionGateway gateway = new ExceptionGateway(reader, context.kafka(), metrics);
    Route routes = new IngestRoutes(gateway, settings, publishing, metrics).routes();
    Optional<KinesisGateway> kinesis =
        settings.kinesis().map(k -> KinesisGateway.start(k, reader, context.kafka(), metrics));
    system.log().info("ingest: HTTP gateway open, Kinesis gateway {}", kinesis.isPresent());
    return new IngestService(routes, kinesis, publishing);
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public Route routes() {
    return routes;
  }

  @Override
  public Optional<String> notReady() {
    return kinesis.flatMap(KinesisGateway::problem);
  }

  @Override
  public CompletionStage<Done> stop() {
    return CompletableFuture.supplyAsync(
        () -> {
          kinesis.ifPresent(KinesisGateway::close);
          publishing.shutdown();
          return Done.getInstance();
        });
  }
}
