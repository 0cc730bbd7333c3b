package io.breakwater.app.policy;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.parameterOptional;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /api/v1/on-call}: who is on call, by the policy in force now. */
public final class OnCallRoutes {
  private static final Duration WEEK = Duration.ofDays(7);

  private final Supplier<PolicyTimeline> policies;
  private final Clock clock;

  public OnCallRoutes(Supplier<PolicyTimeline> policies, Clock clock) {
    this.policies = policies;
    this.clock = clock;
  }

  /** The routes. */
  public Route routes() {
    return pathPrefix(
        segment("api").slash("v1").slash("on-call"),
        () ->
            concat(
                pathEnd(() -> get(() -> instant("at", this::onDuty))),
                path(
                    segment(),
                    schedule ->
                        get(
                            () ->
                                instant(
                                    "from",
                                    from -> instant("to", to -> shifts(schedule, from, to)))))));
  }

  private Route onDuty(Optional<Instant> at) {
    return complete(
        StatusCodes.OK, OnCallAnswers.at(inForce(), at.orElseGet(clock::instant)), JsonBody.out());
  }

  private Route shifts(String schedule, Optional<Instant> from, Optional<Instant> to) {
    Instant begin = from.orElseGet(clock::instant);
    Policy policy = inForce();
    if (!policy.onCall().containsKey(schedule)) {
      throw Problem.notFound("There is no on-call schedule \"" + schedule + "\".").asException();
    }
    try {
      return complete(
          StatusCodes.OK,
          OnCallAnswers.shifts(policy, schedule, begin, to.orElse(begin.plus(WEEK))),
          JsonBody.out());
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(e.getMessage()).asException();
    }
  }

  private Policy inForce() {
    return policies.get().inForceAt(clock.instant());
  }

  private static Route instant(String name, Function<Optional<Instant>, Route> inner) {
    return parameterOptional(
        name,
        text -> {
          try {
            return inner.apply(text.map(Instant::parse));
          } catch (DateTimeParseException e) {
            throw Problem.badRequest(
                    "%s is \"%s\"; write an instant as 2026-01-31T08:00:00Z."
                        .formatted(name, text.orElse("")))
                .asException();
          }
        });
  }
}
