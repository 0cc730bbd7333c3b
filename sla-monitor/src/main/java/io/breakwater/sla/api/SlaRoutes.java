package io.breakwater.sla.api;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.parameterMap;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
                        path("clocks", () -> Access.of(a -> parameterMap(q -> list(q, a)))),
                        path("desks", () -> Access.of(this::desks)),
                        path(
                            segment("items").slash(segment()),
                            id -> Access.of(access -> item(id, access))))));
  }

  private Route list(Map<String, String> query, Access access) {
    Outcome outcome = outcome(query.getOrDefault("state", "running"));
    int size = limit(Optional.ofNullable(query.get("limit")));
    DeskScope desks = access.within(query.get("desk"));
    return answer(() -> clocks.list(outcome, desks, query.get("cursor"), size));
  }

  private Route desks(Access access) {
    return answer(
        () -> clocks.byDesk().stream().filter(d -> access.desks().has(d.desk())).toList());
  }

  private Route item(String workItemId, Access access) {
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
          access.require(found.get(found.size() - 1).desk());
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
