package io.breakwater.routing.api;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.access.Role;
import io.breakwater.domain.desk.Needs;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.quiet.Quiet;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Page;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.Problems;
import io.breakwater.routing.Asker;
import io.breakwater.routing.Scored;
import io.breakwater.routing.outbox.Position;
import io.breakwater.routing.read.WorkItemRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WorkItemRoutesTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final DecisionRecord DECISION =
      new DecisionRecord("payments", List.of("root"), List.of(), "bank@1", Map.of());
  private static final Quiet QUIET =
      new Quiet(Quiet.Kind.SILENCE, "sil_1", null, Instant.EPOCH, "ops", "release");
  private static final ScoredException CAUSE = Scored.of("X-1", Kind.RAISED, 0, 1);

  private static final List<WorkRecord> HISTORY = history();

  private static List<WorkRecord> history() {
    WorkItemEvent opened =
        ((Verdict.Happens) Lifecycle.NONE.onUpstream(Scored.of("X-1", Kind.RAISED, 0, 1), DECISION))
            .event();
    WorkItemEvent assigned =
        new WorkItemEvent.Assigned(
            "payments",
            "ana",
            "least loaded: ana had 0 of 2; bo had 1 of 2",
            opened.traceId(),
            Scored.NOON,
            "desk:payments");
    return List.of(
        new WorkRecord("1", 1, Scored.NOON, opened), new WorkRecord("1", 2, Scored.NOON, assigned));
  }

  private static final WorkItemView ITEM = item();

  private final Memory items = new Memory();
  private Route route = Asker.ANYBODY.asks(this::routes);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void aListTakesItsFiltersAndPages() throws Exception {
    String cursor = Cursor.of("P2", "2026-03-02T12:00:00Z", "id");
    JsonNode page =
        answer(
            HttpRequest.GET(
                "/work-items?desk=payments&state=queued,ASSIGNED&assignee=ana&incident=I&priority=p1&tag=vip"
                    + "&linked=L&q=X&limit=7&cursor="
                    + cursor),
            200);

    assertThat(page.at("/items/0/work_item_id").asText()).isEqualTo(ITEM.workItemId());
    assertThat(page.at("/next_cursor").asText()).isEqualTo("more");
    assertThat(items.asked)
        .isEqualTo(
            new WorkItemQuery(
                DeskScope.of("payments"),
                Set.of(WorkItemState.QUEUED, WorkItemState.ASSIGNED),
                "ana",
                "I",
                Set.of(Priority.P1),
                "vip",
                "L",
                "X",
                WorkItemSort.URGENCY,
                List.of("P2", "2026-03-02T12:00:00Z", "id"),
                7));
  }

  @Test
  void wrongParametersAreRefusedByName() throws Exception {
    assertThat(answer(HttpRequest.GET("/work-items?state=LOST"), 400).at("/detail").asText())
        .contains("LOST")
        .contains("QUEUED");
    assertThat(answer(HttpRequest.GET("/work-items?limit=501"), 400).at("/detail").asText())
        .contains("limit is 501");
    assertThat(answer(HttpRequest.GET("/work-items?cursor=%21"), 400).at("/detail").asText())
        .contains("cursor");
    assertThat(answer(HttpRequest.GET("/work-items?sort=best"), 400).at("/detail").asText())
        .contains("best")
        .contains("-score");
  }

  @Test
  void anItemIsShownWithItsLatestEventsAndItsVersionAsETag() throws Exception {
    HttpResponse response = send(HttpRequest.GET("/work-items/" + ITEM.workItemId()));
    assertThat(response.getHeader("ETag").orElseThrow().value()).isEqualTo("\"1\"");
    JsonNode page = Json.mapper().readTree(body(response));
    assertThat(page.at("/history/0/event/type").asText()).isEqualTo("opened");
    assertThat(page.at("/earlier").asLong()).isEqualTo(3);
    assertThat(page.at("/cause/event_id").asText()).isEqualTo(CAUSE.eventId());
    assertThat(page.at("/quiet/until").asText()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(answer(HttpRequest.GET("/work-items/none"), 404).at("/type").asText())
        .isEqualTo("not-found");
  }

  @Test
  void aHistoryIsPaged() throws Exception {
    JsonNode page =
        answer(HttpRequest.GET("/work-items/1/history?limit=2&cursor=" + Cursor.of("7")), 200);
    assertThat(page.at("/items/0/sequence").asLong()).isEqualTo(8);
    assertThat(items.historyLimit).isEqualTo(2);
    answer(HttpRequest.GET("/work-items/1/history?cursor=" + Cursor.of("x")), 400);
    answer(HttpRequest.GET("/work-items/1/history?limit=0"), 400);
  }

  @Test
  void decisionAndDesksAreShown() throws Exception {
    JsonNode decision = answer(HttpRequest.GET("/work-items/1/decision"), 200);
    assertThat(decision.at("/desk").asText()).isEqualTo("payments");
    assertThat(decision.at("/quiet/why").asText()).isEqualTo("silence sil_1");
    assertThat(decision.at("/assignments/0/assignee").asText()).isEqualTo("ana");
    assertThat(decision.at("/assignments/0/reason").asText())
        .isEqualTo("least loaded: ana had 0 of 2; bo had 1 of 2");
    assertThat(decision.at("/assignments")).hasSize(1);
    JsonNode desks = answer(HttpRequest.GET("/desks"), 200);
    assertThat(desks.at("/0/name").asText()).isEqualTo("payments");
    assertThat(desks.at("/0/items/QUEUED").asLong()).isEqualTo(3);
    assertThat(answer(HttpRequest.GET("/desks/payments"), 200).at("/members/0/open").asLong())
        .isEqualTo(1);
  }

  @Test
  void theChangeFeedSaysWhereItStartsAndResumes() throws Exception {
    String fresh = text(HttpRequest.GET("/work-items/changes"));
    assertThat(fresh).contains("event:ready\nid:7-1").contains("event:work-item\nid:8-2");
    assertThat(fresh).contains(ITEM.workItemId());

    text(
        HttpRequest.GET("/work-items/changes")
            .addHeader(akka.http.javadsl.model.headers.RawHeader.create("Last-Event-ID", "5-3")));
    assertThat(items.from).isEqualTo(new Position(5, 3));
    answer(HttpRequest.GET("/work-items/changes?after=yesterday"), 400);
  }

  @Test
  void whoSeesOneDeskIsShownThatDeskOnly() throws Exception {
    route = Asker.of("vic", Role.VIEWER, "payments", Role.VIEWER).asks(this::routes);

    answer(HttpRequest.GET("/work-items"), 200);
    assertThat(items.asked.desks()).isEqualTo(DeskScope.of("payments"));
    answer(HttpRequest.GET("/work-items/" + ITEM.workItemId()), 200);
    text(HttpRequest.GET("/work-items/changes"));
    assertThat(items.changed).isEqualTo(DeskScope.of("payments"));
    assertThat(answer(HttpRequest.GET("/desks"), 200)).hasSize(1);
  }

  @Test
  void whoSeesAnotherDeskIsToldWhatIsMissing() throws Exception {
    route = Asker.of("vic", Role.VIEWER, "triage", Role.VIEWER).asks(this::routes);

    String one = "/work-items/" + ITEM.workItemId();
    for (String path :
        List.of(
            one,
            one + "/history",
            one + "/decision",
            "/work-items?desk=payments",
            "/work-items/changes?desk=payments",
            "/desks/payments")) {
      JsonNode problem = answer(HttpRequest.GET(path), 403);
      assertThat(problem.at("/detail").asText())
          .as(path)
          .isEqualTo("This needs role viewer on desk \"payments\", and vic has viewer of triage.");
      assertThat(problem.at("/needs").asText()).isEqualTo("viewer");
    }
    assertThat(answer(HttpRequest.GET("/desks"), 200)).isEmpty();
    assertThat(text(HttpRequest.GET("/work-items/changes")))
        .contains("event:work-item-left\nid:8-2")
        .contains("\"desk\":\"payments\"")
        .doesNotContain(ITEM.exceptionId());
  }

  @Test
  void whereNobodyHasLookedAtWhoAsksNothingIsAnswered() throws Exception {
    route = Problems.handled(this::routes);

    answer(HttpRequest.GET("/work-items"), 401);
    answer(HttpRequest.GET("/desks/payments"), 401);
  }

  private Route routes() {
    return new WorkItemRoutes(items).routes();
  }

  private JsonNode answer(HttpRequest request, int status) throws Exception {
    HttpResponse response = send(request);
    String body = body(response);
    assertThat(response.status().intValue()).as(body).isEqualTo(status);
    return Json.mapper().readTree(body);
  }

  private String text(HttpRequest request) throws Exception {
    return body(send(request));
  }

  private HttpResponse send(HttpRequest request) throws Exception {
    return route
        .function(KIT.system())
        .apply(request)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static String body(HttpResponse response) throws Exception {
    return response
        .entity()
        .toStrict(5000, KIT.system())
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS)
        .getData()
        .utf8String();
  }

  private static WorkItemEvent opened() {
    Verdict verdict = Lifecycle.NONE.onUpstream(CAUSE, DECISION);
    return ((Verdict.Happens) verdict).event();
  }

  private static WorkItemView item() {
    return Lifecycle.NONE.after(opened()).view();
  }

  /** Remembers what it was asked. */
  private static final class Memory implements WorkItems {
    private WorkItemQuery asked;
    private int historyLimit;
    private Position from;
    private DeskScope changed;

    @Override
    public CompletionStage<Page<WorkItemView>> list(WorkItemQuery query) {
      asked = query;
      return done(new Page<>(List.of(ITEM), "more"));
    }

    @Override
    public CompletionStage<WorkItemPage> get(String id) {
      if (!id.equals(ITEM.workItemId())) {
        return CompletableFuture.failedFuture(
            Problem.notFound("There is no work item " + id + ".").asException());
      }
      return done(new WorkItemPage(ITEM, DECISION, CAUSE, QUIET, List.of(record(4)), 3));
    }

    @Override
    public CompletionStage<String> deskOf(String id) {
      return done(ITEM.desk());
    }

    @Override
    public CompletionStage<Page<WorkRecord>> history(String id, long after, int limit) {
      historyLimit = limit;
      return done(new Page<>(List.of(record(after + 1)), null));
    }

    private static WorkRecord record(long sequence) {
      return new WorkRecord(ITEM.workItemId(), sequence, Scored.NOON, opened());
    }

    @Override
    public CompletionStage<ItemDecision> decision(String id) {
      return done(new ItemDecision(DECISION, ItemDecision.assignments(HISTORY), QUIET));
    }

    @Override
    public CompletionStage<List<DeskSummary>> desks() {
      return done(List.of(summary()));
    }

    @Override
    public CompletionStage<DeskSummary> desk(String name) {
      return done(summary());
    }

    @Override
    public CompletionStage<Position> now() {
      return done(new Position(7, 1));
    }

    @Override
    public Source<List<WorkItemRow>, NotUsed> changes(DeskScope desks, Position after) {
      changed = desks;
      from = after;
      return Source.single(List.of(new WorkItemRow(ITEM, Needs.NONE, new Position(8, 2))));
    }

    private static DeskSummary summary() {
      return new DeskSummary(
          "payments",
          DeskPolicy.Assignment.LEAST_LOADED,
          true,
          List.of(new DeskSummary.Load("ana", 5, 1)),
          Map.of(WorkItemState.QUEUED, 3L));
    }

    private static <T> CompletionStage<T> done(T value) {
      return CompletableFuture.completedFuture(value);
    }
  }
}
