package io.breakwater.routing.api;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.entity;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.optionalHeaderValueByName;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.Directives.reject;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.OperationKind;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.ChangeHeaders;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.routing.api.WorkItemActions.Outcome;
import io.breakwater.routing.api.WorkItemActions.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** HTTP for what people do with work items, below {@code /api/v1}. */
public final class ActionRoutes {
  private static final int MOST_ITEMS = 1000;
  private static final int MOST_MERGED = 100;

  /** Operations of one item by the name that the path has. */
  private static final Map<String, OperationKind> OPERATIONS =
      Stream.of(OperationKind.values())
          .filter(kind -> !kind.isOfTwoItems())
          .collect(Collectors.toMap(OperationKind::path, Function.identity()));

  private final WorkItemActions actions;

  public ActionRoutes(WorkItemActions actions) {
    this.actions = actions;
  }

  /** All of them. */
  public Route routes() {
    return concat(
        path(
            segment("desks").slash(segment()).slash("claim-next"),
            desk -> post(() -> body(asked -> claimNext(desk, asked)))),
        pathPrefix("work-items", this::ofItems));
  }

  private Route ofItems() {
    return concat(
        path("bulk", () -> post(() -> body(this::bulk))),
        pathPrefix(
            segment(),
            id ->
                concat(
                    path(
                        "merge",
                        () -> post(() -> body(a -> ofTwo(id, a, a.actions(actions)::merge)))),
                    path(
                        "split",
                        () -> post(() -> body(a -> ofTwo(id, a, a.actions(actions)::split)))),
                    path(segment(), name -> post(() -> operation(id, name))))));
  }

  private Route claimNext(String desk, Asked asked) {
    return answer(
        asked.actions(actions).claimNext(desk, asked.by()), item -> item.assignee() == null);
  }

  /** What somebody sent. */
  private record Asked(
      Access access, OrderBody body, Optional<String> ifMatch, Optional<String> key) {
    String by() {
      return body.by(access);
    }

    WorkItemActions actions(WorkItemActions all) {
      return new ScopedActions(all, access);
    }

    long expectedVersion() {
      return body.expectedVersion(ifMatch);
    }

    String idempotencyKey() {
      return ChangeHeaders.idempotencyKey(key);
    }
  }

  private static Route body(Function<Asked, Route> inner) {
    return Access.of(
        access ->
            optionalHeaderValueByName(
                "If-Match",
                ifMatch ->
                    optionalHeaderValueByName(
                        "Idempotency-Key",
                        key ->
                            entity(
                                JsonBody.in(JsonNode.class),
                                json ->
                                    inner.apply(
                                        new Asked(access, OrderBody.of(json), ifMatch, key))))));
  }

  private Route operation(String id, String name) {
    return OPERATIONS.containsKey(name) ? body(asked -> operation(id, name, asked)) : reject();
  }

  private Route operation(String id, String name, Asked asked) {
    Operation operation = asked.body().operation(name);
    Order order =
        new Order(
            operation,
            asked.by(),
            asked.expectedVersion(),
            asked.idempotencyKey(),
            asked.body().newDesk());
    return answer(asked.actions(actions).operate(id, order), order::awaitsApproval);
  }

  private Route bulk(Asked asked) {
    String name = asked.body().fields().path("operation").asText("");
    if (!OPERATIONS.containsKey(name)) {
      throw OrderBody.bad(
          "operation is \"%s\"; give one of %s."
              .formatted(name, String.join(", ", OPERATIONS.keySet().stream().sorted().toList())));
    }
    List<Target> targets = targets(asked.body().fields().path("items"));
    Order order =
        new Order(
            asked.body().operation(name),
            asked.by(),
            0,
            asked.idempotencyKey(),
            asked.body().newDesk());
    return onSuccess(
        asked.actions(actions).bulk(targets, order),
        outcomes -> complete(StatusCodes.OK, new BulkAnswer(outcomes), JsonBody.out()));
  }

  /** What became of many, in the order in which they were asked for. */
  record BulkAnswer(long done, long refused, List<Outcome> results) {
    BulkAnswer(List<Outcome> results) {
      this(
          results.stream().filter(r -> r.problem() == null).count(),
          results.stream().filter(r -> r.problem() != null).count(),
          results);
    }
  }

  private static List<Target> targets(JsonNode items) {
    Set<String> ids = new LinkedHashSet<>();
    List<Target> targets = new ArrayList<>();
    for (JsonNode item : items) {
      JsonNode id = item.isObject() ? item.path("work_item_id") : item;
      if (!id.isTextual() || !ids.add(id.asText())) {
        throw OrderBody.bad("items has %s; list each work item's id once.".formatted(item));
      }
      targets.add(new Target(id.asText(), item.isObject() ? OrderBody.version(item) : 0));
    }
    if (targets.isEmpty() || targets.size() > MOST_ITEMS) {
      throw OrderBody.bad(
          "items has %d entries; give 1 to %d.".formatted(targets.size(), MOST_ITEMS));
    }
    return targets;
  }

  /** Merging and splitting. */
  private interface OfTwo {
    CompletionStage<WorkItemView> ask(Target survivor, List<String> others, String by, String key);
  }

  private Route ofTwo(String id, Asked asked, OfTwo of) {
    List<String> others = new ArrayList<>();
    asked.body().fields().path("items").forEach(item -> others.add(item.asText()));
    if (others.isEmpty() || others.size() > MOST_MERGED) {
      throw OrderBody.bad(
          "items has %d entries; give the ids of 1 to %d other work items."
              .formatted(others.size(), MOST_MERGED));
    }
    return answer(
        of.ask(new Target(id, asked.expectedVersion()), others, asked.by(), asked.idempotencyKey()),
        item -> false);
  }

  private static Route answer(
      CompletionStage<WorkItemView> item, java.util.function.Predicate<WorkItemView> awaits) {
    return onSuccess(
        item,
        done ->
            akka.http.javadsl.server.Directives.respondWithHeader(
                etag(done),
                () ->
                    complete(
                        awaits.test(done) ? StatusCodes.ACCEPTED : StatusCodes.OK,
                        done,
                        JsonBody.out())));
  }

  /** The version as an entity tag, for {@code If-Match}. */
  static RawHeader etag(WorkItemView item) {
    return RawHeader.create("ETag", "\"" + item.version() + "\"");
  }
}
