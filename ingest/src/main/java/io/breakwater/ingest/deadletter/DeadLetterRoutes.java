package io.breakwater.ingest.deadletter;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.entity;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.parameterMap;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.marshallers.jackson.Jackson;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.JsonBody;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** {@code /dead-letters}: list, show, correct and send again. */
public final class DeadLetterRoutes {
  private final DeadLetterApi api;
  private final Executor blocking;

  /**
   * The API over HTTP.
   *
   * @param blocking where the database and Kafka are waited for
   */
  public DeadLetterRoutes(DeadLetterApi api, Executor blocking) {
    this.api = api;
    this.blocking = blocking;
  }

  /** All of them. */
  public Route routes() {
    return pathPrefix(
        "dead-letters",
        () ->
            concat(
                pathEnd(() -> get(this::list)),
                path("replay", () -> post(this::replayMany)),
                path(segment(), id -> get(() -> answer(() -> api.show(id)))),
                path(segment().slash("replay"), id -> post(() -> replay(id)))));
  }

  private Route list() {
    return parameterMap(parameters -> answer(() -> api.list(parameters)));
  }

  private Route replay(String id) {
    return Access.of(
        access ->
            entity(
                Jackson.unmarshaller(Payloads.MAPPER, Replay.class),
                request -> answer(() -> api.replay(id, request.as(access.by(request.by()))))));
  }

  private Route replayMany() {
    return Access.of(
        access ->
            entity(
                Jackson.unmarshaller(Payloads.MAPPER, Replay.Many.class),
                request -> answer(() -> api.replayMany(request.as(access.by(request.by()))))));
  }

  private <T> Route answer(Callable<T> work) {
    return onSuccess(
        CompletableFuture.supplyAsync(() -> call(work), blocking),
        result -> complete(StatusCodes.OK, result, JsonBody.out()));
  }

  private static <T> T call(Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
