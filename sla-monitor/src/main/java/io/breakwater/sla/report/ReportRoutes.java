package io.breakwater.sla.report;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.parameterMap;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Page;
import io.breakwater.platform.http.Problem;
import io.breakwater.sla.report.ReportQueries.Part;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/** {@code /api/v1/sla/report} and {@code /api/v1/sla/windows}. */
public final class ReportRoutes {
  private static final int DEFAULT_LIMIT = 50;
  private static final int HIGHEST_LIMIT = 500;
  private static final int CSV_PAGE = 2_000;
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final ReportQueries report;
  private final Clock clock;
  private final Executor blocking;

  /**
   * The routes.
   *
   * @param clock says as of when, where the asker does not
   * @param blocking where queries run
   */
  public ReportRoutes(DataSource db, Clock clock, Executor blocking) {
    this.report = new ReportQueries(db);
    this.clock = clock;
    this.blocking = blocking;
  }

  /** All routes of this API, below {@code sla}. */
  public Route routes() {
    return get(
        () ->
            concat(
                path("report", () -> asked(this::lines)),
                path(segment("report").slash("desks"), () -> asked(this::desks)),
                path("windows", () -> asked(this::windows))));
  }

  private static Route asked(BiFunction<Map<String, String>, DeskScope, Route> inner) {
    return Access.of(
        access -> parameterMap(query -> inner.apply(query, access.within(query.get("desk")))));
  }

  private Route lines(Map<String, String> query, DeskScope desks) {
    Part part = part(query, desks);
    String format = query.getOrDefault("format", "json");
    return switch (format) {
      case "csv" -> csv(part);
      case "json" -> {
        int limit = limit(query);
        yield answer(() -> report.lines(part, query.get("cursor"), limit));
      }
      default ->
          throw Problem.badRequest("format is \"" + format + "\"; it must be json or csv.")
              .asException();
    };
  }

  private Route desks(Map<String, String> query, DeskScope desks) {
    Part part = part(query, desks);
    return answer(() -> report.desks(part));
  }

  private Route windows(Map<String, String> query, DeskScope desks) {
    int limit = limit(query);
    return answer(() -> report.windows(desks, query.get("sla"), query.get("cursor"), limit));
  }

  /** The whole report, read page by page as fast as the client takes it. */
  private Route csv(Part part) {
    Source<ByteString, NotUsed> header =
        Source.single(ByteString.fromString(ReportLine.CSV_HEADER));
    Source<ByteString, NotUsed> lines =
        Source.unfoldAsync(
            Optional.of(""),
            cursor ->
                cursor.isEmpty()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : run(() -> report.lines(part, after(cursor.get()), CSV_PAGE))
                        .thenApply(page -> Optional.of(next(page))));
    return complete(
        HttpResponse.create()
            .withStatus(StatusCodes.OK)
            .withEntity(
                HttpEntities.create(
                    ContentTypes.create(MediaTypes.TEXT_CSV, HttpCharsets.UTF_8),
                    header.concat(lines))));
  }

  private static String after(String cursor) {
    return cursor.isEmpty() ? null : cursor;
  }

  private static Pair<Optional<String>, ByteString> next(Page<ReportLine> page) {
    StringBuilder text = new StringBuilder();
    page.items().forEach(line -> text.append(line.csv()));
    return Pair.create(
        Optional.ofNullable(page.nextCursor()), ByteString.fromString(text.toString()));
  }

  private Part part(Map<String, String> query, DeskScope desks) {
    String asOf = query.get("as_of");
    try {
      Instant instant = asOf == null ? clock.instant() : Instant.parse(asOf);
      if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
        throw new DateTimeParseException("not a time of the years 1 to 9999", asOf, 0);
      }
      return new Part(instant, desks, query.get("sla"));
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(
              "as_of is \"" + asOf + "\"; write an instant with its zone: 2026-01-31T08:00:00Z.")
          .asException();
    }
  }

  private static int limit(Map<String, String> query) {
    String limit = query.getOrDefault("limit", Integer.toString(DEFAULT_LIMIT));
    try {
      int size = Integer.parseInt(limit);
      if (size >= 1 && size <= HIGHEST_LIMIT) {
        return size;
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    throw Problem.badRequest(
            "limit is \"" + limit + "\"; it must be a number from 1 to " + HIGHEST_LIMIT + ".")
        .asException();
  }

  private <T> Route answer(Callable<T> query) {
    return onSuccess(run(query), value -> complete(StatusCodes.OK, value, JsonBody.out()));
  }

  private <T> CompletionStage<T> run(Callable<T> query) {
    return CompletableFuture.supplyAsync(
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
  }
}
