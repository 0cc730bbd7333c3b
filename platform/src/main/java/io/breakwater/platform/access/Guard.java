package io.breakwater.platform.access;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.mapResponse;
import static akka.http.javadsl.server.Directives.reject;

import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.access.Caller;
import io.breakwater.platform.http.ApiDocument;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Stands in front of the routes and denies by default: only what the API's description knows is let
 * through, to whoever may do it.
 */
public final class Guard {
  /** A feed ends after this time and its client resumes it: by then a token may be revoked. */
  private static final Duration LONGEST_FEED = Duration.ofMinutes(15);

  private final Operations operations;
  private final SignIn signIn;
  private final Duration longestFeed;

  /**
   * Guards what is described.
   *
   * @throws IllegalStateException if an operation does not say what it needs
   */
  public Guard(ApiDocument document, SignIn signIn) {
    this(document, signIn, LONGEST_FEED);
  }

  Guard(ApiDocument document, SignIn signIn, Duration longestFeed) {
    this.longestFeed = longestFeed;
    this.operations = Operations.of(document);
    this.signIn = signIn;
  }

  /** The routes behind the guard; a path that is not described is rejected. */
  public Route before(Supplier<Route> routes) {
    return extractRequest(
        request -> {
          Map<String, Requirement> methods = operations.at(segments(request));
          if (methods.isEmpty()) {
            return reject();
          }
          Requirement requirement = methods.get(request.method().value());
          return requirement == null
              ? notAllowed(request, methods)
              : through(request, requirement, routes);
        });
  }

  private Route through(HttpRequest request, Requirement requirement, Supplier<Route> routes) {
    if (requirement.open()) {
      return routes.get();
    }
    Caller caller = signIn.caller(request);
    Supplier<Route> asked =
        () -> requirement.role().map(role -> Access.of(caller, role).in(routes)).orElseGet(routes);
    return caller.local() ? asked.get() : mapResponse(this::limited, asked);
  }

  private HttpResponse limited(HttpResponse response) {
    return response.entity() instanceof HttpEntity.Chunked feed
            && feed.getContentType().mediaType().equals(MediaTypes.TEXT_EVENT_STREAM)
        ? response.withEntity(
            HttpEntities.createChunked(
                feed.getContentType(), feed.getDataBytes().takeWithin(longestFeed)))
        : response;
  }

  private static Route notAllowed(HttpRequest request, Map<String, Requirement> methods) {
    String allowed = String.join(", ", new TreeSet<>(methods.keySet()));
    return complete(
        Problems.response(
                Problem.of(
                    405,
                    "method-not-allowed",
                    "Method not allowed",
                    "%s cannot be asked for here; use %s."
                        .formatted(request.method().value(), allowed)))
            .addHeader(RawHeader.create("Allow", allowed)));
  }

  private static List<String> segments(HttpRequest request) {
    List<String> segments = new ArrayList<>();
    request.getUri().pathSegments().forEach(segments::add);
    return segments;
  }
}
