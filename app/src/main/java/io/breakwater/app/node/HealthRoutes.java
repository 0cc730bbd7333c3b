package io.breakwater.app.node;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.json.Json;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** {@code /healthz}, {@code /readyz} and {@code /metrics}. */
final class HealthRoutes {
  private final List<Probe> probes;
  private final Supplier<String> metrics;
  private final Executor blocking;

  /** What {@code /readyz} answers; {@code problems} by name of the probe. */
  record Readiness(boolean ready, TreeMap<String, String> problems) {}

  /**
   * @param metrics Prometheus text
   * @param blocking where the probes may wait
   */
  HealthRoutes(List<Probe> probes, Supplier<String> metrics, Executor blocking) {
    this.probes = probes;
    this.metrics = metrics;
    this.blocking = blocking;
  }

  Route routes() {
    return concat(
        path("healthz", () -> get(() -> complete("ok\n"))),
        path("readyz", () -> get(() -> completeWithFuture(answer()))),
        path("metrics", () -> get(() -> completeWithFuture(exposition()))));
  }

  private CompletableFuture<HttpResponse> answer() {
    return CompletableFuture.supplyAsync(this::readiness, blocking)
        .thenApply(
            readiness ->
                HttpResponse.create()
                    .withStatus(
                        readiness.ready() ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE)
                    .withEntity(
                        HttpEntities.create(ContentTypes.APPLICATION_JSON, Json.bytes(readiness))));
  }

  private Readiness readiness() {
    TreeMap<String, String> problems = new TreeMap<>();
    for (Probe probe : probes) {
      probe.notReady().ifPresent(why -> problems.put(probe.name(), why));
    }
    return new Readiness(problems.isEmpty(), problems);
  }

  private CompletableFuture<HttpResponse> exposition() {
    return CompletableFuture.supplyAsync(metrics, blocking)
        .thenApply(
            text ->
                HttpResponse.create()
                    .withEntity(
                        HttpEntities.create(
                            MediaTypes.TEXT_PLAIN.toContentType(HttpCharsets.UTF_8), text)));
  }
}
