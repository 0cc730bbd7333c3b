package io.breakwater.audit.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.parameterOptional;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.PathMatchers.integerSegment;
import static akka.http.javadsl.server.PathMatchers.longSegment;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.unmarshalling.StringUnmarshallers;
import io.breakwater.platform.http.JsonBody;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** {@code /traces} and {@code /audit}. The database is read on {@code blocking}. */
public final class AuditRoutes {
  private static final int DEFAULT_LIMIT = 50;

  private final AuditApi api;
  private final Executor blocking;

  public AuditRoutes(AuditApi api, Executor blocking) {
    this.api = api;
    this.blocking = blocking;
  }

  public Route routes() {
    return concat(
        path(segment("traces").slash(segment()), this::trace),
        pathPrefix(
            "audit",
            () ->
                concat(
                    path("batches", this::batches),
                    path("verify", this::verify),
                    pathPrefix(segment("proof").slash(segment()), this::proof))));
  }

  private Route trace(String id) {
    return get(() -> answer(StatusCodes.OK, () -> api.trace(id)));
  }

  private Route batches() {
    return get(
        () ->
            parameterOptional(
                "cursor",
                cursor ->
                    parameterOptional(
                        StringUnmarshallers.INTEGER,
                        "limit",
                        limit ->
                            answer(
                                StatusCodes.OK,
                                () -> api.batches(cursor, limit.orElse(DEFAULT_LIMIT))))));
  }

  private Route proof(String topic) {
    return path(
        integerSegment().slash(longSegment()),
        (partition, offset) ->
            get(() -> answer(StatusCodes.OK, () -> api.proof(topic, partition, offset))));
  }

  private Route verify() {
    return concat(
        get(() -> answer(StatusCodes.OK, api::verification)),
        post(
            () ->
                parameterOptional(
                    StringUnmarshallers.BOOLEAN,
                    "deep",
                    deep ->
                        parameterOptional(
                            "expected",
                            expected ->
                                answer(
                                    StatusCodes.ACCEPTED,
                                    () -> api.verify(deep.orElse(false), expected))))));
  }

  private <T> Route answer(StatusCode status, Callable<T> work) {
    return onSuccess(
        CompletableFuture.supplyAsync(() -> call(work), blocking),
        result -> complete(status, result, JsonBody.out()));
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
