package io.breakwater.sla.api;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.parameterOptional;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** {@code /api/v1/sla}. */
public final class SlaRoutes {
  private static final int DEFAULT_LIMIT = 50;
  private static final int HIGHEST_LIMIT = 500;

  private final ClockQueries clocks;
  private final Executor blocking;

  /**
   * The routes.
   *
   * @param blocking where queries run
   */
  public SlaRoutes(ClockQueries clocks, Executor blocking) {
    this.clocks = clocks;
    this.blocking = blocking;
  }

  /** The clocks of one work item. */
  public record ItemClocks(String workItemId, List<ClockView> clocks) {}

  /** All routes of this API. */
  public Route routes() {
    return pathPrefix(
        "sla",
        () ->
            get(
                () ->
                    concat(
                        path("clocks", this::list),
                        path("desks", () -> answer(clocks::byDesk)),
                        path(segment("items").slash(segment()), this::item))));
  }

  private Route list() {
    return parameterOptional(
        "state",
        state ->
            parameterOptional(
                "desk",
                desk ->
                    parameterOptional(
                        "cursor",
                        cursor ->
                            parameterOptional(
                                "limit", limit -> list(state, desk, cursor, limit)))));
  }

  private Route list(
      Optional<String> state,
      Optional<String> desk,
      Optional<String> cursor,
      Optional<String> limit) {
    Outcome outcome = outcome(state.orElse("running"));
    int size = limit(limit);
    return answer(() -> clocks.list(outcome, desk.orElse(null), cursor.orElse(null), size));
  }

  private Route item(String workItemId) {
    return answer(
        () -> {
          List<ClockView> found = clocks.ofItem(workItemId);
          if (found.isEmpty()) {
            throw Problem.notFound(
                    "Work item \""
                        + workItemId
                        + "\" has no SLA clock: it does not exist, or no SLA of its policy applies.")
                .asException();
          }
          return new ItemClocks(workItemId, found);
        });
  }

  private <T> Route answer(Callable<T> query) {
    CompletionStage<T> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return query.call();
              } catch (RuntimeException e) {
                throw e;
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            },
            blocking);
    return onSuccess(answer, value -> complete(StatusCodes.OK, value, JsonBody.out()));
  }

  private static Outcome outcome(String state) {
    return switch (state.toLowerCase(Locale.ROOT)) {
      case "running" -> Outcome.RUNNING;
      case "met" -> Outcome.MET;
      case "breached" -> Outcome.BREACHED;
      default ->
          throw Problem.badRequest(
                  "state is \"" + state + "\"; it must be running, met or breached.")
              .asException();
    };
  }

  private static int limit(Optional<String> limit) {
    try {
      int size = limit.map(Integer::parseInt).orElse(DEFAULT_LIMIT);
      if (size >= 1 && size <= HIGHEST_LIMIT) {
        return size;
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    throw Problem.badRequest(
            "limit is \""
                + limit.get()
                + "\"; it must be a number from 1 to "
                + HIGHEST_LIMIT
                + ".")
        .asException();
  }
}
