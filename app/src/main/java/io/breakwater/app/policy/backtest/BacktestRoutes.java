package io.breakwater.app.policy.backtest;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.entity;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.JsonBody;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** {@code /api/v1/policies/backtests}: start one, and see what became of it. */
public final class BacktestRoutes {
  private final Backtests backtests;
  private final Executor threads;

  /**
   * The API.
   *
   * @param threads where to read the policy of an order
   */
  public BacktestRoutes(Backtests backtests, Executor threads) {
    this.backtests = backtests;
    this.threads = threads;
  }

  /** The routes. */
  public Route routes() {
    return pathPrefix(
        segment("api").slash("v1").slash("policies").slash("backtests"),
        () ->
            Access.of(
                access -> {
                  access.requireEveryDesk("A back-test");
                  return concat(pathEnd(this::all), path(segment(), this::one));
                }));
  }

  private Route all() {
    return concat(
        get(() -> complete(StatusCodes.OK, backtests.list(), JsonBody.out())), post(this::start));
  }

  private Route one(String id) {
    return get(() -> complete(StatusCodes.OK, backtests.get(id), JsonBody.out()));
  }

  private Route start() {
    return entity(
        JsonBody.in(Backtests.Order.class),
        order ->
            onSuccess(
                CompletableFuture.supplyAsync(() -> backtests.start(order), threads),
                view -> complete(StatusCodes.ACCEPTED, view, JsonBody.out())));
  }
}
