package io.breakwater.routing.api;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Page;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.Problems;
import io.breakwater.routing.Scored;
import io.breakwater.routing.outbox.Position;
import io.breakwater.routing.read.WorkItemRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final WorkItemView ITEM = item();

  private final Memory items = new Memory();
  private final Route route = Problems.handled(() -> new WorkItemRoutes(items).routes());

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
                "/work-items?desk=payments&state=queued,ASSIGNED&assignee=ana&incident=I&q=X&limit=7&cursor="
                    + cursor),
            200);

    assertThat(page.at("/items/0/work_item_id").asText()).isEqualTo(ITEM.workItemId());
    assertThat(page.at("/next_cursor").asText()).isEqualTo("more");
    assertThat(items.asked)
        .isEqualTo(
            new WorkItemQuery(
                "payments",
                Set.of(WorkItemState.QUEUED, WorkItemState.ASSIGNED),
                "ana",
                "I",
                "X",
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
  }

  @Test
  void anOperationIsCarriedOutAndAnswersWithTheItem() throws Exception {
    JsonNode item =
        answer(post("/work-items/1/assign", "{\"by\":\"ana\",\"assignee\":\"bo\"}"), 200);

    assertThat(item.at("/state").asText()).isEqualTo("QUEUED");
    assertThat(items.operation.assignee()).isEqualTo("bo");
  }

  @Test
  void refusalsAreProblems() throws Exception {
    assertThat(answer(post("/work-items/1/resolve", "{\"by\":\"ana\"}"), 409).at("/type").asText())
        .isEqualTo("conflict");
    assertThat(answer(HttpRequest.GET("/work-items/none"), 404).at("/type").asText())
        .isEqualTo("not-found");
    answer(post("/work-items/1/assign", "{\"by\":"), 400);
    answer(post("/work-items/1/frobnicate", "{}"), 404);
  }

  @Test
  void decisionAndDesksAreShown() throws Exception {
    assertThat(answer(HttpRequest.GET("/work-items/1/decision"), 200).at("/desk").asText())
        .isEqualTo("payments");
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

  private static HttpRequest post(String path, String json) {
    return HttpRequest.POST(path).withEntity(ContentTypes.APPLICATION_JSON, json);
  }

  private static WorkItemView item() {
    Verdict verdict = Lifecycle.NONE.onUpstream(Scored.of("X-1", Kind.RAISED, 0, 1), DECISION);
    return Lifecycle.NONE.after(((Verdict.Happens) verdict).event()).view();
  }

  /** Remembers what it was asked. */
  private static final class Memory implements WorkItems {
    private WorkItemQuery asked;
    private Operation operation;
    private Position from;

    @Override
    public CompletionStage<Page<WorkItemView>> list(WorkItemQuery query) {
      asked = query;
      return done(new Page<>(List.of(ITEM), "more"));
    }

    @Override
    public CompletionStage<WorkItemPage> get(String id) {
      return CompletableFuture.failedFuture(
          Problem.notFound("There is no work item " + id + ".").asException());
    }

    @Override
    public CompletionStage<DecisionRecord> decision(String id) {
      return done(DECISION);
    }

    @Override
    public CompletionStage<WorkItemView> assign(String id, Operation o) {
      operation = o;
      return done(ITEM);
    }

    @Override
    public CompletionStage<WorkItemView> acknowledge(String id, Operation o) {
      return done(ITEM);
    }

    @Override
    public CompletionStage<WorkItemView> resolve(String id, Operation o) {
      return CompletableFuture.failedFuture(
          Problem.conflict("It is resolved already.").asException());
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
    public Source<List<WorkItemRow>, NotUsed> changes(Optional<String> desk, Position after) {
      from = after;
      return Source.single(List.of(new WorkItemRow(ITEM, new Position(8, 2))));
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
