package io.breakwater.platform.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.handleExceptions;
import static akka.http.javadsl.server.Directives.handleRejections;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.ExceptionHandler;
import akka.http.javadsl.server.RejectionHandler;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where an exception or a rejection becomes an HTTP answer: {@code
 * application/problem+json} with the request's trace id.
 */
public final class Problems {
  private Problems() {}

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private static final ContentType PROBLEM_JSON =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "problem+json", HttpCharsets.UTF_8, Map.of(), false));

  /** Wraps all routes of a server. */
  public static Route handled(Supplier<Route> routes) {
    return extractRequest(
        request -> {
          String traceId = traceId(request);
          return handleExceptions(
              exceptions(traceId), () -> handleRejections(rejections(traceId), routes));
        });
  }

  /** The answer that carries {@code problem}. */
  public static HttpResponse response(Problem problem) {
    HttpResponse response =
        HttpResponse.create()
            .withStatus(StatusCodes.get(problem.status()))
            .withEntity(entity(problem));
    return switch (problem.status()) {
      case 401 -> response.addHeader(RawHeader.create("WWW-Authenticate", "Bearer"));
      case 503 -> response.addHeader(RawHeader.create("Retry-After", "5"));
      default -> response;
    };
  }

  private static HttpEntity.Strict entity(Problem problem) {
    return HttpEntities.create(PROBLEM_JSON, Json.bytes(problem));
  }

  private static ExceptionHandler exceptions(String traceId) {
    return ExceptionHandler.newBuilder()
        .matchAny(failure -> complete(response(of(failure, traceId).inTrace(traceId))))
        .build();
  }

  /** What a failure is answered with where it is one of several answers in a body. */
  public static Problem of(Throwable failure) {
    return of(failure, mint());
  }

  private static Problem of(Throwable failure, String traceId) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof ProblemException refused) {
      return refused.problem();
    }
    if (cause instanceof IllegalArgumentException) {
      return Problem.badRequest(cause.getMessage());
    }
    if (cause instanceof SQLException data && isOfTheValue(data)) {
      return Problem.badRequest(
          "A value of the request is not one the database can compare: " + data.getMessage());
    }
    if (cause instanceof SQLException || cause instanceof TimeoutException) {
      log.warn("trace_id={} a request failed: {}", traceId, cause.toString());
      return Problem.unavailable(
          "A service this request needs did not answer in time. Try again in a few seconds.");
    }
    log.error("trace_id={} a request failed", traceId, cause);
    return Problem.of(
        500,
        "internal",
        "Internal error",
        "The server failed on this request; its log has the details under this trace id.");
  }

  /** SQLSTATE class 22, data exception: the same request will fail again. */
  private static boolean isOfTheValue(SQLException failure) {
    return failure.getSQLState() != null && failure.getSQLState().startsWith("22");
  }

  private static RejectionHandler rejections(String traceId) {
    return RejectionHandler.defaultHandler()
        .mapRejectionResponse(
            response -> {
              if (!(response.entity() instanceof HttpEntity.Strict text)) {
                return response;
              }
              int status = response.status().intValue();
              Problem problem =
                  Problem.of(
                      status,
                      response.status().reason().toLowerCase(Locale.ROOT).replace(' ', '-'),
                      response.status().reason(),
                      text.getData().utf8String());
              return response.withEntity(entity(problem.inTrace(traceId)));
            });
  }

  private static String traceId(HttpRequest request) {
    return request
        .getHeader(TraceContext.HEADER)
        .map(HttpHeader::value)
        .flatMap(TraceContext::parse)
        .map(TraceContext::traceId)
        .orElseGet(Problems::mint);
  }

  private static String mint() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "%016x%016x".formatted(random.nextLong() | 1, random.nextLong());
  }
}
