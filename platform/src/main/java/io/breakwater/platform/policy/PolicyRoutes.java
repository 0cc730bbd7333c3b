package io.breakwater.platform.policy;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeOKWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.entity;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.parameterOptional;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.unmarshalling.Unmarshaller;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** {@code /api/v1/policies}: the versions, a check without effect, publishing and rolling back. */
public final class PolicyRoutes {

  private final Policies policies;
  private final Executor threads;

  /**
   * The API over {@code policies}.
   *
   * @param threads where to parse and publish, which may block
   */
  public PolicyRoutes(Policies policies, Executor threads) {
    this.policies = policies;
    this.threads = threads;
  }

  /** The routes. */
  public Route routes() {
    return pathPrefix(
        segment("api").slash("v1").slash("policies"),
        () ->
            concat(
                pathEnd(() -> concat(get(this::list), post(this::publish))),
                path("check", () -> post(this::check)),
                path("rollback", () -> post(this::rollback)),
                path(segment(), id -> get(() -> source(id)))));
  }

  private Route list() {
    return complete(StatusCodes.OK, policies.list(), JsonBody.out());
  }

  private Route source(String id) {
    String yaml =
        policies
            .source(id)
            .orElseThrow(
                () ->
                    Problem.notFound(
                            "There is no policy \"" + id + "\". GET /api/v1/policies lists them.")
                        .asException());
    return complete(
        HttpResponse.create()
            .withEntity(
                HttpEntities.create(
                    MediaTypes.TEXT_PLAIN.toContentType(HttpCharsets.UTF_8), yaml)));
  }

  private Route check() {
    return entity(
        Unmarshaller.entityToString(),
        yaml ->
            completeOKWithFuture(
                CompletableFuture.supplyAsync(() -> Policies.check(yaml), threads),
                JsonBody.out()));
  }

  private Route publish() {
    return parameterOptional(
        "retroactive",
        retroactive ->
            parameterOptional(
                "effective_from",
                from ->
                    said(
                        (by, comment) ->
                            entity(
                                Unmarshaller.entityToString(),
                                yaml ->
                                    answer(
                                        () ->
                                            policies.publish(
                                                yaml,
                                                new Policies.Publishing(
                                                    by,
                                                    comment,
                                                    from.map(PolicyRoutes::instant).orElse(null),
                                                    retroactive
                                                        .map("true"::equals)
                                                        .orElse(false))))))));
  }

  private Route rollback() {
    return parameterOptional(
        "to",
        to -> said((by, comment) -> answer(() -> policies.rollback(to.orElse(null), by, comment))));
  }

  /** Who does it, and why: null where nobody says. */
  private static Route said(BiFunction<String, String, Route> inner) {
    return Access.of(
        access ->
            parameterOptional(
                "by",
                by ->
                    parameterOptional(
                        "comment",
                        comment -> inner.apply(access.by(by.orElse(null)), comment.orElse(null)))));
  }

  private Route answer(Supplier<CompletionStage<Policies.Version>> publishing) {
    return completeOKWithFuture(
        CompletableFuture.supplyAsync(publishing, threads).thenCompose(published -> published),
        JsonBody.out());
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(
              "effective_from is \"" + text + "\"; write an instant as 2026-01-31T08:00:00Z.")
          .asException();
    }
  }
}
