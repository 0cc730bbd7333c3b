package io.breakwater.routing.api;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Link;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.OperationKind;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.routing.Asker;
import io.breakwater.routing.Scored;
import io.breakwater.routing.item.WorkItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ActionRoutesTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final String OTHER = "b".repeat(32);
  private static final WorkItemEvent OPENED =
      ((Verdict.Happens)
              Lifecycle.NONE.onUpstream(
                  Scored.of("X-1", Kind.RAISED, 0, 1),
                  new DecisionRecord("payments", List.of(), List.of(), "bank@1", Map.of())))
          .event();
  private static final WorkItemView ITEM = Lifecycle.NONE.after(OPENED).view();

  private final Memory actions = new Memory();
  private final Route route = Asker.ANYBODY.asks(() -> new ActionRoutes(actions).routes());

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  static Stream<String> bodies() {
    return Stream.of(
        "claim|{}",
        "assign|{'assignee':'bo','reason':'knows it'}",
        "unassign|{'note':'on leave'}",
        "acknowledge|{}",
        "start|{}",
        "wait|{'reason':'counterparty','pauses_sla':true}",
        "snooze|{'until':'2026-03-03T08:00:00Z'}",
        "resume|{}",
        "resolve|{'code':'fixed','note':'amended'}",
        "close|{}",
        "reopen|{'note':'again'}",
        "transfer|{'desk':'triage'}",
        "escalate|{'note':'late'}",
        "comment|{'note':'hm'}",
        "tag|{'tags':['vip']}",
        "untag|{'tags':['vip']}",
        "link|{'relation':'CAUSES','work_item_id':'%s'}".formatted(OTHER),
        "unlink|{'relation':'CAUSES','work_item_id':'%s'}".formatted(OTHER),
        "undo|{}",
        "approve|{'note':'agreed'}",
        "reject|{}");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void everyOperationIsReadFromItsPathAndItsBody(String line) throws Exception {
    String[] parts = line.split("\\|");
    answer(post("/work-items/1/" + parts[0], body(parts[1])), 200);

    assertThat(actions.order.operation().kind().path()).isEqualTo(parts[0]);
    assertThat(actions.order.by()).isEqualTo("ana");
  }

  @Test
  void theBodiesLeaveNoOperationOut() {
    assertThat(bodies().map(line -> line.split("\\|")[0]))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(OperationKind.values())
                .filter(kind -> !kind.isOfTwoItems())
                .map(OperationKind::path)
                .toList());
  }

  @Test
  void fieldsAreKept() throws Exception {
    answer(post("/work-items/1/link", body(bodies().toList().get(16).split("\\|")[1])), 200);
    assertThat(actions.order.operation())
        .isEqualTo(new Operation.MakeLink(Link.Relation.CAUSES, OTHER));
    answer(post("/work-items/1/snooze", body("{'until':'2026-03-03T08:00:00Z'}")), 200);
    assertThat(actions.order.operation())
        .isEqualTo(new Operation.Snooze(Instant.parse("2026-03-03T08:00:00Z"), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "assign | {'by':'ana'} | assignee is missing",
        "assign | {'by':'ana','assignee':' '} | assignee is missing",
        "assign | {'by':'ana','assignee':'bo\\u0000'} | cannot be stored",
        "claim | {'by':''} | by is missing",
        "claim | {'by':'upstream'} | stands for a part of Breakwater",
        "claim | {'by':'desk:triage'} | stands for a part of Breakwater",
        "claim | {'by':'ana','expected_version':'x'} | give the version you read",
        "claim | [] | no JSON object",
        "claim | {'by': | ",
        "wait | {'by':'ana'} | reason is missing",
        "snooze | {'by':'ana','until':'tomorrow'} | until",
        "snooze | {'by':'ana'} | until is missing",
        "tag | {'by':'ana','tags':[]} | tags is missing",
        "tag | {'by':'ana','tags':['a b']} | is not one",
        "link | {'by':'ana','relation':'MERGED','work_item_id':'1'} | relation is missing",
        "link | {'by':'ana','relation':'CAUSES','work_item_id':'1'} | work_item_id is missing",
        "comment | {'by':'ana'} | note is missing",
        "transfer | {'by':'ana'} | desk is missing",
      })
  void whatIsWrongIsRefusedByName(String operation, String json, String said) throws Exception {
    JsonNode problem = answer(post("/work-items/1/" + operation, json.replace('\'', '"')), 400);
    assertThat(problem.at("/detail").asText()).contains(said == null ? "" : said);
  }

  @Test
  void whatIsNoOperationIsNotFoundAndHalvesOfOperationsAreNone() throws Exception {
    for (String name : List.of("frobnicate", "join", "part", "split-off")) {
      answer(post("/work-items/1/" + name, "{\"by\":\"ana\"}"), 404);
    }
  }

  @Test
  void theVersionAndTheKeyComeInHeadersAndTheVersionGoesBackAsETag() throws Exception {
    HttpResponse response =
        send(
            post("/work-items/1/claim", "{\"by\":\"ana\"}")
                .addHeader(RawHeader.create("If-Match", "\"7\""))
                .addHeader(RawHeader.create("Idempotency-Key", "k-1")));

    assertThat(actions.order.expectedVersion()).isEqualTo(7);
    assertThat(actions.order.key()).isEqualTo("k-1");
    assertThat(response.getHeader("ETag").orElseThrow().value()).isEqualTo("\"1\"");

    answer(post("/work-items/1/claim", "{\"by\":\"ana\",\"expected_version\":3}"), 200);
    assertThat(actions.order.expectedVersion()).isEqualTo(3);
    answer(
        post("/work-items/1/claim", "{\"by\":\"ana\",\"version\":3}")
            .addHeader(RawHeader.create("If-Match", "\"4\"")),
        400);
    answer(
        post("/work-items/1/claim", "{\"by\":\"ana\"}")
            .addHeader(RawHeader.create("If-Match", "\"new\"")),
        400);
  }

  @Test
  void aRefusalCarriesTheItemAsItIsAndWhatChanged() throws Exception {
    actions.refusal = Verdict.Why.VERSION;
    JsonNode problem = answer(post("/work-items/1/claim", "{\"by\":\"ana\"}"), 409);

    assertThat(problem.at("/type").asText()).isEqualTo("conflict");
    assertThat(problem.at("/current/work_item_id").asText()).isEqualTo(ITEM.workItemId());
    assertThat(problem.at("/changes/0/event/type").asText()).isEqualTo("opened");
    actions.refusal = Verdict.Why.KEY;
    answer(post("/work-items/1/claim", "{\"by\":\"ana\"}"), 422);
    actions.refusal = Verdict.Why.UNKNOWN;
    answer(post("/work-items/1/claim", "{\"by\":\"ana\"}"), 404);
  }

  @Test
  void manyAreDoneAtOnceEachWithItsOwnResult() throws Exception {
    actions.refusal = Verdict.Why.STATE;
    JsonNode answer =
        answer(
            post(
                "/work-items/bulk",
                body("{'operation':'resolve','items':['1',{'work_item_id':'2','version':4}]}")),
            200);

    assertThat(actions.targets)
        .containsExactly(new WorkItemActions.Target("1", 0), new WorkItemActions.Target("2", 4));
    assertThat(answer.at("/done").asLong()).isEqualTo(1);
    assertThat(answer.at("/refused").asLong()).isEqualTo(1);
    assertThat(answer.at("/results/0/item/state").asText()).isEqualTo("QUEUED");
    assertThat(answer.at("/results/1/status").asInt()).isEqualTo(409);
    assertThat(answer.at("/results/1/problem/current/version").asLong()).isEqualTo(1);
  }

  @Test
  void theNextItemOfADeskIsClaimed() throws Exception {
    // The item of this test has nobody: as if the policy wanted a second person.
    answer(post("/desks/payments/claim-next", body("{}")), 202);
    assertThat(actions.merged).isEqualTo("next of payments for ana");
    answer(post("/desks/payments/claim-next", "{}"), 202);
    assertThat(actions.merged).isEqualTo("next of payments for tester");
  }

  @Test
  void aBulkOfTooManyOrNoneOrTheSameTwiceIsRefused() throws Exception {
    String many =
        IntStream.range(0, 1001).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(","));
    for (String items : List.of(many, "", "'1','1'", "7")) {
      answer(post("/work-items/bulk", body("{'operation':'claim','items':[" + items + "]}")), 400);
    }
    answer(post("/work-items/bulk", body("{'operation':'merge','items':['1']}")), 400);
  }

  @Test
  void mergingAndSplittingNameTheOthers() throws Exception {
    answer(post("/work-items/1/merge", body("{'items':['2','3'],'expected_version':5}")), 200);
    assertThat(actions.merged).isEqualTo("merge 2,3 into 1 at 5 by ana");
    answer(post("/work-items/1/split", body("{'items':['2']}")), 200);
    assertThat(actions.merged).isEqualTo("split 2 from 1 at 0 by ana");
    answer(post("/work-items/1/merge", body("{'items':[]}")), 400);
  }

  private static String body(String fields) {
    return fields.replace('\'', '"').replaceFirst("\\{", "{\"by\":\"ana\",").replace(",}", "}");
  }

  private JsonNode answer(HttpRequest request, int status) throws Exception {
    HttpResponse response = send(request);
    String body =
        response
            .entity()
            .toStrict(5000, KIT.system())
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .getData()
            .utf8String();
    assertThat(response.status().intValue()).as(body).isEqualTo(status);
    return Json.mapper().readTree(body);
  }

  private HttpResponse send(HttpRequest request) throws Exception {
    return route
        .function(KIT.system())
        .apply(request)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static HttpRequest post(String path, String json) {
    return HttpRequest.POST(path).withEntity(ContentTypes.APPLICATION_JSON, json);
  }

  /** Remembers what it was asked, and refuses if told to. */
  private static final class Memory implements WorkItemActions {
    private Order order;
    private Verdict.Why refusal;
    private String merged;
    private List<Target> targets;

    @Override
    public CompletionStage<WorkItemView> find(String workItemId) {
      return CompletableFuture.completedFuture(ITEM);
    }

    @Override
    public CompletionStage<WorkItemView> operate(String workItemId, Order asked) {
      order = asked;
      return refusal == null
          ? CompletableFuture.completedFuture(ITEM)
          : CompletableFuture.failedFuture(problem().asException());
    }

    private io.breakwater.platform.http.Problem problem() {
      return Refusals.problem(
          new WorkItem.Refused(refusal, "No.", ITEM),
          List.of(new WorkRecord(ITEM.workItemId(), 1, Scored.NOON, OPENED)));
    }

    @Override
    public CompletionStage<WorkItemView> claimNext(String desk, String by) {
      merged = "next of %s for %s".formatted(desk, by);
      return CompletableFuture.completedFuture(ITEM);
    }

    @Override
    public CompletionStage<List<Outcome>> bulk(List<Target> all, Order asked) {
      targets = all;
      List<Outcome> outcomes = new ArrayList<>();
      outcomes.add(new Outcome("1", 200, ITEM, null));
      outcomes.add(new Outcome("2", 409, null, problem()));
      return CompletableFuture.completedFuture(outcomes);
    }

    @Override
    public CompletionStage<WorkItemView> merge(
        Target survivor, List<String> others, String by, String key) {
      merged =
          "merge %s into %s at %d by %s"
              .formatted(
                  String.join(",", others), survivor.workItemId(), survivor.expectedVersion(), by);
      return CompletableFuture.completedFuture(ITEM);
    }

    @Override
    public CompletionStage<WorkItemView> split(
        Target survivor, List<String> others, String by, String key) {
      merged =
          "split %s from %s at %d by %s"
              .formatted(
                  String.join(",", others), survivor.workItemId(), survivor.expectedVersion(), by);
      return CompletableFuture.completedFuture(ITEM);
    }
  }
}
