package io.breakwater.app.policy;

import static akka.http.javadsl.server.Directives.completeOKWithFuture;
import static akka.http.javadsl.server.Directives.entity;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Problem;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** {@code POST /api/v1/policies/explain}: what a policy makes of an event, without any effect. */
public final class ExplainRoutes {

  /**
   * What is asked.
   *
   * @param policy its YAML; null for the one in force at {@code at}
   * @param at null for now
   */
  public record Question(
      JsonNode event,
      String policy,
      Instant at,
      Map<String, Integer> loads,
      Map<String, Map<String, Integer>> operatorLoads,
      Map<String, Double> features) {}

  private final Supplier<PolicyTimeline> policies;
  private final Clock clock;
  private final Executor threads;

  /**
   * Prepares it.
   *
   * @param threads where to read a policy
   */
  public ExplainRoutes(Supplier<PolicyTimeline> policies, Clock clock, Executor threads) {
    this.policies = policies;
    this.clock = clock;
    this.threads = threads;
  }

  /** The route, below {@code /api/v1/policies}. */
  public Route routes() {
    return path(
        segment("api").slash("v1").slash("policies").slash("explain"),
        () ->
            post(
                () ->
                    entity(
                        JsonBody.in(Question.class),
                        question ->
                            completeOKWithFuture(
                                CompletableFuture.supplyAsync(() -> explain(question), threads),
                                JsonBody.out()))));
  }

  private Explanation explain(Question question) {
    if (question.event() == null || !question.event().isObject()) {
      throw Problem.badRequest("event is missing; give an exception event as an object.")
          .asException();
    }
    Instant at = question.at() == null ? clock.instant() : question.at();
    Policy policy =
        question.policy() == null ? policies.get().inForceAt(at) : parse(question.policy());
    try {
      return Explanation.of(
          policy,
          Json.bytes(question.event()),
          new Circumstances(at, question.loads(), question.operatorLoads(), question.features()));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw Problem.badRequest(e.getMessage()).asException();
    }
  }

  private static Policy parse(String yaml) {
    try {
      return PolicyParser.parse(yaml);
    } catch (PolicyException e) {
      throw Problem.badRequest("The policy is refused: " + e.getMessage()).asException();
    }
  }
}
