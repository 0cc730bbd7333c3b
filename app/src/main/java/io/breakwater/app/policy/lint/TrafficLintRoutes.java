package io.breakwater.app.policy.lint;

import static akka.http.javadsl.server.Directives.completeOKWithFuture;
import static akka.http.javadsl.server.Directives.entity;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.server.Route;
import akka.http.javadsl.unmarshalling.Unmarshaller;
import io.breakwater.app.policy.backtest.RecordedHistory;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * {@code POST /api/v1/policies/traffic-check}: a policy held against the server's recent traffic.
 */
public final class TrafficLintRoutes {
  /** How many of the newest scored exceptions are looked at, about. */
  public static final int EVENTS = 20_000;

  private final Source newest;
  private final Executor threads;

  /** Where recent traffic is. */
  public interface Source {
    /** Reads about so many of the newest scored exceptions. */
    void read(RecordedHistory history, long most) throws IOException;
  }

  /**
   * The API.
   *
   * @param threads where to read, which takes a moment
   */
  public TrafficLintRoutes(Source newest, Executor threads) {
    this.newest = newest;
    this.threads = threads;
  }

  /** The route. */
  public Route routes() {
    return path(
        segment("api").slash("v1").slash("policies").slash("traffic-check"),
        () ->
            post(
                () ->
                    Access.of(
                        access -> {
                          access.requireEveryDesk("A look at the traffic");
                          return entity(Unmarshaller.entityToString(), this::answer);
                        })));
  }

  private Route answer(String yaml) {
    return completeOKWithFuture(
        CompletableFuture.supplyAsync(() -> lint(yaml), threads), JsonBody.out());
  }

  private TrafficLint.Result lint(String yaml) {
    TrafficLint lint = new TrafficLint(parse(yaml));
    try (RecordedHistory history = new RecordedHistory(2 * EVENTS)) {
      newest.read(history, EVENTS);
      lint.sawAll(history);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lint.result();
  }

  private static Policy parse(String yaml) {
    try {
      return PolicyParser.parse(yaml);
    } catch (PolicyException e) {
      throw Problem.badRequest("The policy is refused: " + e.getMessage()).asException();
    }
  }
}
