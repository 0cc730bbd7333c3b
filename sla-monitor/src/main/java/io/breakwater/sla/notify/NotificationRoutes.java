package io.breakwater.sla.notify;

import static akka.http.javadsl.server.Directives.completeOK;
import static akka.http.javadsl.server.Directives.completeOKWithFuture;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.optionalHeaderValueByName;
import static akka.http.javadsl.server.Directives.parameterMap;
import static akka.http.javadsl.server.Directives.path;

import akka.NotUsed;
import akka.http.javadsl.marshalling.sse.EventStreamMarshalling;
import akka.http.javadsl.model.sse.ServerSentEvent;
import akka.http.javadsl.server.Route;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.json.Json;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.http.Problem;
import io.breakwater.sla.notify.live.LiveFeed;
import io.breakwater.sla.notify.live.LiveFeed.Item;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * {@code GET /api/v1/notifications}: the live feed as server-sent events, which resumes after
 * {@code Last-Event-ID}; or, for a client that accepts {@code application/json}, a page of all
 * notifications and their outcomes, newest first.
 */
final class NotificationRoutes {

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final LiveFeed feed;
  private final NotificationHistory history;
  private final Executor threads;

  NotificationRoutes(LiveFeed feed, NotificationHistory history, Executor threads) {
    this.feed = feed;
    this.history = history;
    this.threads = threads;
  }

  Route routes() {
    return path(
        "notifications",
        () ->
            get(
                () ->
                    Access.of(
                        access ->
                            parameterMap(
                                query -> answer(query, access.within(query.get("desk")))))));
  }

  private Route answer(Map<String, String> query, DeskScope desks) {
    return optionalHeaderValueByName(
        "Accept",
        accept ->
            accept.filter(a -> a.contains("application/json")).isPresent()
                ? page(query, desks)
                : stream(desks));
  }

  private Route page(Map<String, String> query, DeskScope desks) {
    return completeOKWithFuture(
        CompletableFuture.supplyAsync(() -> history.page(desks, query), threads), JsonBody.out());
  }

  private Route stream(DeskScope desks) {
    return optionalHeaderValueByName(
        "Last-Event-ID",
        lastSeen ->
            completeOK(
                events(lastSeen.map(NotificationRoutes::position).orElseGet(feed::newest), desks),
                EventStreamMarshalling.toEventStream()));
  }

  private Source<ServerSentEvent, NotUsed> events(long after, DeskScope desks) {
    return Source.unfoldAsync(
            after,
            position ->
                feed.after(position)
                    .thenApply(items -> Optional.of(Pair.create(last(items, position), items))))
        .mapConcat(items -> items)
        .filter(item -> desks.has(item.notification().desk()))
        .map(NotificationRoutes::event)
        .keepAlive(HEARTBEAT, ServerSentEvent::heartbeat);
  }

  private static long last(List<Item> items, long position) {
    return items.isEmpty() ? position : items.get(items.size() - 1).position();
  }

  private static ServerSentEvent event(Item item) {
    return ServerSentEvent.create(
        Json.text(item.notification()),
        Optional.of("notification"),
        Optional.of(Long.toString(item.position())),
        OptionalInt.empty());
  }

  private static long position(String lastEventId) {
    try {
      return Long.parseLong(lastEventId.strip());
    } catch (NumberFormatException e) {
      throw Problem.badRequest(
              "Last-Event-ID is \""
                  + lastEventId
                  + "\"; it must be the id of an event of this feed, a whole number. Leave it away"
                  + " to start with the next notification, or send 0 to start with the first.")
          .asException();
    }
  }
}
