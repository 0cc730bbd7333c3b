package io.breakwater.sla.quiet;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.entity;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.optionalHeaderValueByName;
import static akka.http.javadsl.server.Directives.parameterMap;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.Directives.respondWithHeader;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.domain.quiet.Silence;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.ChangeHeaders;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.QueryParameters;
import io.breakwater.sla.quiet.SilenceBook.Found;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code /api/v1/silences}. A silence's condition may match work of any desk, so who makes or ends
 * one is a lead of all of them.
 */
public final class SilenceRoutes {
  private final SilenceBook book;
  private final Executor blocking;

  public SilenceRoutes(SilenceBook book, Executor blocking) {
    this.book = book;
    this.blocking = blocking;
  }

  /** All of them. */
  public Route routes() {
    return pathPrefix(
        "silences",
        () ->
            concat(
                pathEnd(() -> concat(get(() -> parameterMap(this::list)), post(this::add))),
                path("preview", () -> post(this::preview)),
                path(segment(), id -> get(() -> tagged(StatusCodes.OK, () -> book.find(id)))),
                path(segment().slash("end"), id -> post(() -> end(id)))));
  }

  private Route list(Map<String, String> asked) {
    QueryParameters query = new QueryParameters(asked);
    Silence.State state = query.constant("state", Silence.State.class);
    List<String> after = query.afterInstantAndId();
    int rows = query.rows();
    return ok(
        () ->
            after.isEmpty()
                ? book.list(state, null, null, rows)
                : book.list(state, Instant.parse(after.get(0)), after.get(1), rows));
  }

  private Route add() {
    return optionalHeaderValueByName(
        "Idempotency-Key",
        key ->
            changing(
                json ->
                    tagged(
                        StatusCodes.CREATED,
                        () -> book.add(owned(json), ChangeHeaders.idempotencyKey(key)))));
  }

  /** It tells of the items of any desk. */
  private Route preview() {
    return Access.of(
        access -> {
          access.requireEveryDesk("A preview");
          return body(json -> ok(() -> book.preview(json)));
        });
  }

  private Route end(String id) {
    return optionalHeaderValueByName(
        "If-Match",
        seen ->
            changing(
                json ->
                    tagged(
                        StatusCodes.OK,
                        () -> book.end(id, json, ChangeHeaders.version(seen, "silence")))));
  }

  /** A body that says who asks, as the token does. */
  private static Route changing(Function<JsonNode, Route> inner) {
    return Access.of(
        access -> {
          access.requireEveryDesk("A silence");
          return body(json -> inner.apply(by(access, json)));
        });
  }

  private static JsonNode by(Access access, JsonNode json) {
    return json.isObject()
        ? ((ObjectNode) json.deepCopy()).put("by", access.by(json.path("by").asText(null)))
        : json;
  }

  /** Who makes it answers for it, unless it says who does. */
  private static JsonNode owned(JsonNode json) {
    return json.isObject() && !json.hasNonNull("owner")
        ? ((ObjectNode) json.deepCopy()).set("owner", json.path("by"))
        : json;
  }

  private static Route body(Function<JsonNode, Route> inner) {
    return entity(JsonBody.in(JsonNode.class), inner);
  }

  private <T> Route ok(Supplier<T> answer) {
    return onSuccess(
        CompletableFuture.supplyAsync(answer, blocking),
        value -> complete(StatusCodes.OK, value, JsonBody.out()));
  }

  private Route tagged(StatusCode status, Supplier<Found> answer) {
    return onSuccess(
        CompletableFuture.supplyAsync(answer, blocking),
        found ->
            respondWithHeader(
                RawHeader.create("ETag", "\"" + found.silence().version() + "\""),
                () -> complete(status, found, JsonBody.out())));
  }
}
