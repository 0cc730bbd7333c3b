package io.breakwater.ingest;

import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.reject;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.ingest.deadletter.DeadLetterService;
import io.breakwater.ingest.http.ExceptionGateway;
import io.breakwater.ingest.http.IngestRoutes;
import io.breakwater.ingest.kinesis.KinesisGateway;
import io.breakwater.platform.NodeRole;
import io.breakwater.platform.Service;
import io.breakwater.platform.ServiceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The running gateways, and the way back in for what was refused. */
public final class IngestService implements Service {
  /** The producer blocks its callers while Kafka is away: they must not be Akka's threads. */
  private static final int PUBLISHING_THREADS = 4;

  private final Route routes;
  private final Optional<KinesisGateway> kinesis;
  private final DeadLetterService deadLetters;
  private final ExecutorService publishing;

  private IngestService(
      Route routes,
      Optional<KinesisGateway> kinesis,
      DeadLetterService deadLetters,
      ExecutorService publishing) {
    this.routes = routes;
    this.kinesis = kinesis;
    this.deadLetters = deadLetters;
    this.publishing = publishing;
  }

  /**
   * Opens the HTTP gateway, starts to keep the dead letters and, if it is switched on, the Kinesis
   * gateway, as far as they are this node's; the API of the dead letters is there on every node
   * that answers the API.
   */
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
    DeadLetterService deadLetters =
        DeadLetterService.start(
            settings.deadLetters(),
            context,
            reader,
            system.dispatchers().lookup(DispatcherSelector.blocking()));
    boolean takes = context.plays(NodeRole.INGEST);
    List<Route> routes = new ArrayList<>();
    if (takes) {
      routes.add(new IngestRoutes(gateway, settings, publishing, metrics).routes());
    }
    if (context.plays(NodeRole.HTTP)) {
      routes.add(deadLetters.routes());
    }
    Optional<KinesisGateway> kinesis =
        settings
            .kinesis()
            .filter(k -> takes)
            .map(k -> KinesisGateway.start(k, reader, context.kafka(), metrics));
    system.log().info("ingest: HTTP gateway {}, Kinesis gateway {}", takes, kinesis.isPresent());
    return new IngestService(
        concat(reject(), routes.toArray(Route[]::new)), kinesis, deadLetters, publishing);
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
    return kinesis.flatMap(KinesisGateway::problem).or(deadLetters::problem);
  }

  @Override
  public CompletionStage<Done> stop() {
    return CompletableFuture.supplyAsync(
        () -> {
          kinesis.ifPresent(KinesisGateway::close);
          deadLetters.close();
          publishing.shutdown();
          return Done.getInstance();
        });
  }
}
