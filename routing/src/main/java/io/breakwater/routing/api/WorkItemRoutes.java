package io.breakwater.routing.api;

import static akka.http.javadsl.server.Directives.completeOK;
import static akka.http.javadsl.server.Directives.completeOKWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.entity;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.optionalHeaderValueByName;
import static akka.http.javadsl.server.Directives.parameterOptional;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.marshalling.sse.EventStreamMarshalling;
import akka.http.javadsl.model.sse.ServerSentEvent;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.unmarshalling.StringUnmarshallers;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Problem;
import io.breakwater.routing.outbox.Position;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** HTTP for work items and desks, below {@code /api/v1}. */
public final class WorkItemRoutes {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;
  private static final int CURSOR_PARTS = 3;
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
                    pathEnd(() -> get(this::list)),
                    path("changes", () -> get(this::changes)),
                    pathPrefix(segment(), this::ofOne))),
        pathPrefix(
            "desks",
            () ->
                concat(
                    pathEnd(() -> get(this::desks)),
                    path(segment(), desk -> get(() -> desk(desk))))));
  }

  private Route ofOne(String id) {
    return concat(
        pathEnd(() -> get(() -> completeOKWithFuture(items.get(id), JsonBody.out()))),
        path("decision", () -> get(() -> completeOKWithFuture(items.decision(id), JsonBody.out()))),
        path("assign", () -> post(() -> operation(id, items::assign))),
        path("acknowledge", () -> post(() -> operation(id, items::acknowledge))),
        path("resolve", () -> post(() -> operation(id, items::resolve))));
  }

  private Route operation(
      String id, BiFunction<String, Operation, CompletionStage<WorkItemView>> operation) {
    return entity(
        JsonBody.in(Operation.class),
        body -> completeOKWithFuture(operation.apply(id, body), JsonBody.out()));
  }

  private Route desks() {
    return completeOKWithFuture(items.desks(), JsonBody.out());
  }

  private Route desk(String name) {
    return completeOKWithFuture(items.desk(name), JsonBody.out());
  }

  private Route list() {
    return text(
        "desk",
        desk ->
            text(
                "state",
                state ->
                    text(
                        "assignee",
                        assignee ->
                            text("incident", incident -> list(desk, state, assignee, incident)))));
  }

  private Route list(
      Optional<String> desk,
      Optional<String> state,
      Optional<String> assignee,
      Optional<String> incident) {
    return text(
        "q",
        q ->
            text(
                "cursor",
                cursor ->
                    parameterOptional(
                        StringUnmarshallers.INTEGER,
                        "limit",
                        limit ->
                            list(
                                new WorkItemQuery(
                                    desk.orElse(null),
                                    states(state),
                                    assignee.orElse(null),
                                    incident.orElse(null),
                                    q.orElse(null),
                                    sortKey(cursor),
                                    limit(limit))))));
  }

  private Route list(WorkItemQuery query) {
    return completeOKWithFuture(items.list(query), JsonBody.out());
  }

  private Route changes() {
    return text(
        "desk",
        desk ->
            text(
                "after",
                after ->
                    optionalHeaderValueByName(
                        "Last-Event-ID",
                        last -> onSuccess(start(last.or(() -> after)), p -> changes(desk, p)))));
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
  private Route changes(Optional<String> desk, Position start) {
    return completeOK(
        items
            .changes(desk, start)
            .mapConcat(
                rows ->
                    rows.stream()
                        .map(row -> event("work-item", row.position(), Json.text(row.view())))
                        .toList())
            .prepend(akka.stream.javadsl.Source.single(event("ready", start, "{}")))
            .keepAlive(KEEP_ALIVE, ServerSentEvent::heartbeat),
        EventStreamMarshalling.toEventStream());
  }

  private static ServerSentEvent event(String type, Position position, String data) {
    return ServerSentEvent.create(
        data, Optional.of(type), Optional.of(position.toString()), java.util.OptionalInt.empty());
  }

  private static Route text(
      String parameter, java.util.function.Function<Optional<String>, Route> inner) {
    return parameterOptional(parameter, value -> inner.apply(value.filter(v -> !v.isBlank())));
  }

  private static Set<WorkItemState> states(Optional<String> names) {
    EnumSet<WorkItemState> states = EnumSet.noneOf(WorkItemState.class);
    names.stream()
        .flatMap(n -> Stream.of(n.split(",")))
        .map(String::strip)
        .forEach(name -> states.addAll(state(name)));
    return states;
  }

  private static Set<WorkItemState> state(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (upper.equals("OPEN")) {
      EnumSet<WorkItemState> open = EnumSet.allOf(WorkItemState.class);
      open.removeIf(s -> !s.isOpen());
      return open;
    }
    try {
      return EnumSet.of(WorkItemState.valueOf(upper));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(
              "state \"%s\" is unknown; give some of %s, or open, separated by commas."
                  .formatted(name, Arrays.toString(WorkItemState.values())))
          .asException();
    }
  }

  private static List<String> sortKey(Optional<String> cursor) {
    return cursor.map(c -> Cursor.parse(c, CURSOR_PARTS)).orElse(List.of());
  }

  private static int limit(Optional<Integer> limit) {
    int value = limit.orElse(DEFAULT_LIMIT);
    if (value < 1 || value > MAX_LIMIT) {
      throw Problem.badRequest("limit is %d; it must be from 1 to %d.".formatted(value, MAX_LIMIT))
          .asException();
    }
    return value;
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
