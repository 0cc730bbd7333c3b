package io.breakwater.app.policy.shadow;

import static akka.http.javadsl.server.Directives.completeOKWithFuture;
import static akka.http.javadsl.server.Directives.delete;
import static akka.http.javadsl.server.Directives.entity;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.parameterOptional;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Problem;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** {@code /policies/shadow}: start a candidate beside production, stop it, see what it decided. */
final class ShadowRoutes {
  private static final int LIMIT = 100;
  private static final int MOST = 1_000;

  private final ShadowService shadow;
  private final Executor threads;

  /**
   * What is asked.
   *
   * @param policy the candidate's YAML; null if it is a version
   * @param version {@code policy@version} of one that was published; null if it is a policy
   * @param by who starts it; null for the token's
   */
  record Order(String policy, String version, String by) {}

  ShadowRoutes(ShadowService shadow, Executor threads) {
    this.shadow = shadow;
    this.threads = threads;
  }

  Route routes() {
    return path(
        segment("policies").slash("shadow"),
        () ->
            Directives.concat(
                get(() -> parameterOptional("limit", this::read)),
                post(() -> Access.of(this::start)),
                delete(() -> answer(this::stop))));
  }

  private Route read(Optional<String> limit) {
    return Access.of(
        access -> {
          access.requireEveryDesk("What a candidate decides");
          return answer(() -> report(limit(limit)));
        });
  }

  private Route start(Access access) {
    return entity(
        JsonBody.in(Order.class), order -> answer(() -> start(order, access.by(order.by()))));
  }

  private interface Answer {
    ShadowReport get() throws SQLException;
  }

  private Route answer(Answer answer) {
    return completeOKWithFuture(
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return answer.get();
              } catch (SQLException e) {
                throw new CompletionException(e);
              }
            },
            threads),
        JsonBody.out());
  }

  private static int limit(Optional<String> text) {
    try {
      int limit = text.map(Integer::parseInt).orElse(LIMIT);
      if (limit >= 0 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw Problem.badRequest(
            "limit is \"%s\"; write a number from 0 to %,d.".formatted(text.orElse(""), MOST))
        .asException();
  }

  private ShadowReport report(int limit) throws SQLException {
    return shadow
        .report(limit)
        .orElseThrow(
            () -> Problem.notFound("No candidate ever ran beside production.").asException());
  }

  private ShadowReport start(Order order, String by) throws SQLException {
    if (!shadow.begin(candidate(order), by)) {
      throw Problem.conflict("A candidate runs already, and there is one at a time; stop it first.")
          .asException();
    }
    return report(0);
  }

  private Policy candidate(Order order) {
    if ((order.policy() == null) == (order.version() == null)) {
      throw Problem.badRequest("Give either policy, a YAML, or version, a policy@version.")
          .asException();
    }
    if (order.version() != null) {
      return shadow
          .policies()
          .byId(order.version())
          .orElseThrow(
              () ->
                  Problem.badRequest("There is no policy \"" + order.version() + "\".")
                      .asException());
    }
    try {
      return PolicyParser.parse(order.policy());
    } catch (PolicyException e) {
      throw Problem.badRequest("The policy is refused: " + e.getMessage()).asException();
    }
  }

  private ShadowReport stop() throws SQLException {
    if (!shadow.end()) {
      throw Problem.conflict("No candidate runs beside production.").asException();
    }
    return report(LIMIT);
  }
}
