package io.breakwater.routing.incident;

import static akka.http.javadsl.server.Directives.completeOKWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.parameterMap;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.server.Route;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Problem;
import io.breakwater.routing.read.Blocking;
import java.util.Map;

/** {@code /incidents}: list, one of them, and the report. */
public final class IncidentRoutes {
  private final Blocking db;

  /** The API over schema {@code incidents}. */
  public IncidentRoutes(Blocking db) {
    this.db = db;
  }

  /** All of them. */
  public Route routes() {
    return pathPrefix(
        "incidents",
        () ->
            get(
                () ->
                    concat(
                        pathEnd(() -> parameterMap(this::list)),
                        path("report", () -> parameterMap(this::report)),
                        path(segment(), this::show))));
  }

  private Route list(Map<String, String> parameters) {
    IncidentQuery query = IncidentQuery.of(parameters);
    return completeOKWithFuture(
        db.call(connection -> IncidentTable.page(connection, query)), JsonBody.out());
  }

  private Route show(String id) {
    return completeOKWithFuture(
        db.call(
            connection ->
                IncidentTable.find(connection, id)
                    .orElseThrow(
                        () ->
                            Problem.notFound(
                                    "There is no incident \"%s\". GET /api/v1/incidents lists them."
                                        .formatted(id))
                                .asException())),
        JsonBody.out());
  }

  private Route report(Map<String, String> parameters) {
    IncidentQuery span = IncidentQuery.of(parameters);
    return completeOKWithFuture(
        db.call(connection -> IncidentReports.of(connection, span.from(), span.to())),
        JsonBody.out());
  }
}
