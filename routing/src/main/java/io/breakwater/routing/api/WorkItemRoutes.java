package io.breakwater.routing.api;

import static akka.http.javadsl.server.Directives.completeOK;
import static akka.http.javadsl.server.Directives.completeOKWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.optionalHeaderValueByName;
import static akka.http.javadsl.server.Directives.parameterMap;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.respondWithHeader;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.marshalling.sse.EventStreamMarshalling;
import akka.http.javadsl.model.sse.ServerSentEvent;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Problem;
import io.breakwater.routing.outbox.Position;
import io.breakwater.routing.read.WorkItemRow;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** HTTP to look at work items and desks, below {@code /api/v1}. */
public final class WorkItemRoutes {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private final WorkItems items;

  public WorkItemRoutes(WorkItems items) {
    this.items = items;
  }

  /** All of them. */
  public Route routes() {
    return concat(
        pathPrefix(
            "work-items",
            () ->
                concat(
                    pathEnd(() -> get(() -> Access.of(this::list))),
                    path("changes", () -> get(() -> Access.of(this::changes))),
                    pathPrefix(segment(), id -> Access.of(access -> ofOne(id, access))))),
        pathPrefix(
            "desks",
            () ->
                concat(
                    pathEnd(() -> get(() -> Access.of(this::desks))),
                    path(segment(), name -> get(() -> Access.of(a -> desk(name, a)))))));
  }

  private Route ofOne(String id, Access access) {
    return concat(
        pathEnd(() -> get(() -> onSuccess(items.get(id), page -> page(page, access)))),
        path(
            "history",
            () -> get(() -> seen(id, access, () -> parameterMap(asked -> history(id, asked))))),
        path(
            "decision",
            () ->
                get(
                    () ->
                        seen(
                            id,
                            access,
                            () -> completeOKWithFuture(items.decision(id), JsonBody.out())))));
  }

  /** An answer about an item that the asker may see. */
  private Route seen(String id, Access access, Supplier<Route> answer) {
    if (access.desks().all()) {
      return answer.get();
    }
    return onSuccess(
        items.deskOf(id),
        desk -> {
          access.require(desk);
          return answer.get();
        });
  }

  private static Route page(WorkItemPage page, Access access) {
    access.require(page.item().desk());
    return respondWithHeader(
        ActionRoutes.etag(page.item()), () -> completeOK(page, JsonBody.out()));
  }

  private Route history(String id, Map<String, String> asked) {
    long after =
        ListParameters.text(asked, "cursor")
            .map(cursor -> number(cursor, Cursor.parse(cursor, 1).get(0)))
            .orElse(0L);
    return completeOKWithFuture(
        items.history(id, after, ListParameters.limit(asked)), JsonBody.out());
  }

  private static long number(String cursor, String part) {
    try {
      return Long.parseLong(part);
    } catch (NumberFormatException e) {
      throw Problem.badRequest("cursor \"%s\" is not one this list gave out.".formatted(cursor))
          .asException();
    }
  }

  private Route desks(Access access) {
    return completeOKWithFuture(
        items
            .desks()
            .thenApply(all -> all.stream().filter(d -> access.desks().has(d.name())).toList()),
        JsonBody.out());
  }

  private Route desk(String name, Access access) {
    access.require(name);
    return completeOKWithFuture(items.desk(name), JsonBody.out());
  }

  private Route list(Access access) {
    return parameterMap(
        asked ->
            completeOKWithFuture(items.list(ListParameters.query(asked, access)), JsonBody.out()));
  }

  private Route changes(Access access) {
    return parameterMap(
        asked ->
            optionalHeaderValueByName(
                "Last-Event-ID",
                last ->
                    onSuccess(
                        start(last.or(() -> ListParameters.text(asked, "after"))),
                        position -> changes(access, access.within(asked.get("desk")), position))));
  }

  private CompletionStage<Position> start(Optional<String> after) {
    return after
        .map(text -> (CompletionStage<Position>) CompletableFuture.completedFuture(position(text)))
        .orElseGet(items::now);
  }

  /**
   * The first event tells the position the feed starts from: a client that reads its list after it
   * misses nothing.
   */
  private Route changes(Access access, DeskScope desks, Position start) {
    return completeOK(
        items
            .changes(desks, start)
            .mapConcat(rows -> rows.stream().map(row -> event(row, access.desks())).toList())
            .prepend(akka.stream.javadsl.Source.single(event("ready", start, "{}")))
            .keepAlive(KEEP_ALIVE, ServerSentEvent::heartbeat),
        EventStreamMarshalling.toEventStream());
  }

  /** An item that is now on a desk which the asker does not see. */
  record Left(String workItemId, String desk, long version) {}

  private static ServerSentEvent event(WorkItemRow row, DeskScope seen) {
    WorkItemView item = row.view();
    return seen.has(item.desk())
        ? event("work-item", row.position(), Json.text(item))
        : event(
            "work-item-left",
            row.position(),
            Json.text(new Left(item.workItemId(), item.desk(), item.version())));
  }

  private static ServerSentEvent event(String type, Position position, String data) {
    return ServerSentEvent.create(
        data, Optional.of(type), Optional.of(position.toString()), java.util.OptionalInt.empty());
  }

  private static Position position(String text) {
    return Position.parse(text)
        .orElseThrow(
            () ->
                Problem.badRequest(
                        "\"%s\" is not an id this feed gave out. Leave it away to start now."
                            .formatted(text))
                    .asException());
  }
}
