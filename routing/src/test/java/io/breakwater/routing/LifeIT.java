package io.breakwater.routing;

import static io.breakwater.domain.event.Kind.RAISED;
import static io.breakwater.domain.event.Kind.RESOLVED;
import static io.breakwater.domain.event.Kind.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.quiet.Silence;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.platform.quiet.SilenceTable;
import io.breakwater.platform.sql.Transactions;
import io.breakwater.routing.Api.Answer;
import io.breakwater.routing.item.WorkItem;
import io.breakwater.routing.item.WorkItemEventSerializer;
import io.breakwater.routing.read.ParkedTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do with work items, in one running node and over its restarts. */
class LifeIT {

  private final String database = Servers.newDatabase();
  private final Topics topics = Servers.newTopics(4);
  private String policy;

  @BeforeEach
  void readPolicy() throws IOException {
    policy =
        new String(
            LifeIT.class.getResourceAsStream("/policy.yaml").readAllBytes(),
            StandardCharsets.UTF_8);
  }

  @Test
  void ofTwoHundredClientsOnFiftyItemsOneHasEachAndTheOthersHearWhatChanged() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      List<String> ids = open(node, 50);
      Api api = new Api(node);
      List<CompletableFuture<Claim>> claims = new ArrayList<>();
      for (int client = 0; client < 200; client++) {
        List<String> order = new ArrayList<>(ids);
        Collections.shuffle(order, new Random(client));
        String by = "operator-" + client;
        for (String id : order) {
          claims.add(
              api.ask(path(id, "claim"), by(by), Map.of("If-Match", "\"1\""))
                  .thenApply(answer -> new Claim(id, by, answer))
                  .toCompletableFuture());
        }
        if (claims.size() % 2000 == 0) {
          CompletableFuture.allOf(claims.toArray(CompletableFuture<?>[]::new))
              .get(60, TimeUnit.SECONDS);
        }
      }
      Map<String, List<Claim>> byItem =
          claims.stream().map(CompletableFuture::join).collect(Collectors.groupingBy(Claim::id));
      assertThat(byItem).hasSize(50);
      byItem.forEach(
          (id, all) -> {
            List<Claim> won = all.stream().filter(c -> c.answer().status() == 200).toList();
            assertThat(won).hasSize(1);
            assertThat(all).hasSize(200);
            for (Claim lost : all) {
              if (lost != won.get(0)) {
                assertThat(lost.answer().status()).isEqualTo(409);
                JsonNode problem = lost.answer().body();
                assertThat(problem.at("/current/assignee").asText()).isEqualTo(won.get(0).by());
                assertThat(problem.at("/changes/0/event/type").asText()).isEqualTo("assigned");
                assertThat(problem.at("/changes/0/sequence").asLong()).isEqualTo(2);
              }
            }
          });
    }
  }

  @Test
  void manyWhoAskForTheNextItemGetOneEach() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      open(node, 60);
      Api api = new Api(node);
      Answer first = api.post("/desks/triage/claim-next", by("first"));
      assertThat(first.body().at("/exception_id").asText()).startsWith("L-");
      List<CompletableFuture<Answer>> asked = new ArrayList<>();
      for (int i = 0; i < 59; i++) {
        asked.add(
            api.ask("/desks/triage/claim-next", by("operator-" + i), Map.of())
                .toCompletableFuture());
      }
      List<String> got =
          asked.stream()
              .map(CompletableFuture::join)
              .filter(answer -> answer.status() == 200)
              .map(answer -> answer.body().at("/work_item_id").asText())
              .toList();
      assertThat(got)
          .doesNotHaveDuplicates()
          .doesNotContain(first.body().at("/work_item_id").asText());
      assertThat(got).hasSize(59);
      // Asked again by the same person, it is another one each time, however far the read side is.
      Set<String> late = new HashSet<>();
      int answers = 0;
      for (int i = 0; i < 60; i++) {
        Answer next = api.post("/desks/triage/claim-next", by("late"));
        if (next.status() == 200) {
          answers++;
          late.add(next.body().at("/work_item_id").asText());
        }
      }
      assertThat(late).hasSize(answers).doesNotContainAnyElementsOf(got);
      Awaitility.await()
          .until(() -> api.post("/desks/triage/claim-next", by("late")).status() == 404);
    }
  }

  private record Claim(String id, String by, Answer answer) {}

  @Test
  void aLifeFromTheQueueToItsEndWithItsHistoryInPages() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      String id = open(node, 1).get(0);
      Api api = new Api(node);
      List<List<String>> story =
          List.of(
              List.of("claim", "{'by':'ana'}", "ASSIGNED"),
              List.of("acknowledge", "{'by':'ana'}", "ACKNOWLEDGED"),
              List.of("start", "{'by':'ana'}", "IN_PROGRESS"),
              List.of("wait", "{'by':'ana','reason':'counterparty','pauses_sla':true}", "WAITING"),
              List.of("comment", "{'by':'bo','note':'called them'}", "WAITING"),
              List.of("resume", "{'by':'ana'}", "IN_PROGRESS"),
              List.of("tag", "{'by':'ana','tags':['vip','late']}", "IN_PROGRESS"),
              List.of("escalate", "{'by':'ana','note':'too slow'}", "IN_PROGRESS"),
              List.of("resolve", "{'by':'ana','code':'amended'}", "RESOLVED"),
              List.of("undo", "{'by':'ana'}", "IN_PROGRESS"),
              List.of("resolve", "{'by':'ana','code':'amended'}", "RESOLVED"),
              List.of("close", "{'by':'ana'}", "CLOSED"),
              List.of("reopen", "{'by':'bo','note':'not at all'}", "QUEUED"));
      for (List<String> step : story) {
        Answer answer = api.post(path(id, step.get(0)), step.get(1));
        assertThat(answer.status()).as("%s: %s", step, answer.body()).isEqualTo(200);
        assertThat(answer.body().at("/state").asText()).as(step.get(0)).isEqualTo(step.get(2));
      }
      JsonNode page = api.get("/work-items/" + id).body();
      assertThat(page.at("/item/version").asLong()).isEqualTo(story.size() + 1);
      assertThat(page.at("/item/tags").toString()).isEqualTo("[\"late\",\"vip\"]");
      assertThat(page.at("/history").size()).isEqualTo(story.size() + 1);

      List<Long> sequences = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode part = api.get("/work-items/" + id + "/history?limit=4" + cursor).body();
        part.path("items").forEach(e -> sequences.add(e.path("sequence").asLong()));
        cursor = part.has("next_cursor") ? "&cursor=" + part.get("next_cursor").asText() : "";
      } while (!cursor.isEmpty());
      assertThat(sequences)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, story.size() + 1).mapToObj(Long::valueOf).toList());

      Awaitility.await()
          .untilAsserted(
              () -> {
                assertThat(ids(api, "tag=vip&state=open&sort=-changed")).containsExactly(id);
                assertThat(ids(api, "tag=none")).isEmpty();
              });
    }
  }

  @Test
  void aSleeperWakesAndARequestForApprovalExpiresAlsoAfterARestart() throws Exception {
    policy =
        policy
            + """
            approvals:
              - {name: two, operations: [resolve], expires_after: PT3S}
            """;
    List<String> ids;
    try (Node node = Node.start(database, topics, policy)) {
      ids = open(node, 2);
      Api api = new Api(node);
      Instant soon = Instant.now().plusSeconds(3);
      api.post(path(ids.get(0), "claim"), by("ana"));
      api.post(path(ids.get(0), "snooze"), "{'by':'ana','until':'" + soon + "'}");
      Answer asked = api.post(path(ids.get(1), "resolve"), "{'by':'ana','code':'written-off'}");
      assertThat(asked.status()).isEqualTo(202);
      assertThat(asked.body().at("/approval/requested_by").asText()).isEqualTo("ana");
      Awaitility.await().until(() -> ids(api, "state=SNOOZED").size() == 1);
    }
    try (Node node = Node.start(database, topics, policy)) {
      Api api = new Api(node);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(api.get("/work-items/" + ids.get(0)).body().at("/item/state").asText())
                    .isEqualTo("ASSIGNED");
                assertThat(api.get("/work-items/" + ids.get(1)).body().at("/item").has("approval"))
                    .isFalse();
              });
      assertThat(types(api, ids.get(0))).endsWith("snoozed", "resumed");
      assertThat(types(api, ids.get(1))).endsWith("approval-requested", "approval-ended");
    }
  }

  @Test
  void aRequestThatIsSentAgainAfterARestartChangesNothing() throws Exception {
    String id;
    Map<String, String> key = Map.of("Idempotency-Key", "k-1");
    String comment = "{'by':'ana','note':'so it is'}";
    try (Node node = Node.start(database, topics, policy)) {
      id = open(node, 1).get(0);
      Api api = new Api(node);
      assertThat(api.post(path(id, "comment"), comment, key).status()).isEqualTo(200);
    }
    try (Node node = Node.start(database, topics, policy)) {
      Api api = new Api(node);
      assertThat(api.post(path(id, "comment"), comment, key).body().at("/version").asLong())
          .isEqualTo(2);
      assertThat(api.post(path(id, "comment"), "{'by':'ana','note':'else'}", key).status())
          .isEqualTo(422);
      assertThat(types(api, id)).containsExactly("opened", "commented");
    }
  }

  @Test
  void whatIsMergedPointsToTheSurvivorWhichHearsOfItsUpstreamAndWhatIsSplitIsOnItsOwn()
      throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      List<String> ids = open(node, 3);
      Api api = new Api(node);
      Answer merged =
          api.post(
              path(ids.get(0), "merge"),
              "{'by':'ana','items':['%s','%s']}".formatted(ids.get(1), ids.get(2)));
      assertThat(merged.status()).as("%s", merged.body()).isEqualTo(200);
      assertThat(item(api, ids.get(1)).at("/merged_into").asText()).isEqualTo(ids.get(0));
      assertThat(api.post(path(ids.get(1), "start"), by("bo")).status()).isEqualTo(409);

      Answer split =
          api.post(path(ids.get(0), "split"), "{'by':'ana','items':['" + ids.get(2) + "']}");
      assertThat(split.body().at("/links").size()).isEqualTo(1);
      assertThat(item(api, ids.get(2)).at("/state").asText()).isEqualTo("QUEUED");

      send(node, List.of(Scored.of("L-1", UPDATED, 30, 101)));
      send(node, List.of(Scored.of("L-1", RESOLVED, 60, 102), Scored.of("L-0", RESOLVED, 50, 103)));
      send(node, List.of(Scored.of("L-1", RESOLVED, 60, 102)));
      Awaitility.await()
          .untilAsserted(
              () -> {
                assertThat(item(api, ids.get(0)).at("/state").asText()).isEqualTo("RESOLVED");
                assertThat(item(api, ids.get(1)).at("/state").asText()).isEqualTo("CLOSED");
                assertThat(item(api, ids.get(2)).at("/state").asText()).isEqualTo("QUEUED");
              });
      assertThat(types(api, ids.get(0)).stream().filter("followed"::equals).count()).isEqualTo(2);
    }
  }

  @Test
  void aMergeThatStoppedHalfWayIsFinishedAndOneThatCannotBeIsTakenBack() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      List<String> ids = open(node, 3);
      Api api = new Api(node);
      api.post(path(ids.get(2), "resolve"), by("ana"));
      for (String other : ids.subList(1, 3)) {
        // As if the node had died after the first step.
        ClusterSharding.get(node.system())
            .entityRefFor(WorkItem.TYPE, ids.get(0))
            .<WorkItem.Answer>ask(
                to -> new WorkItem.Operate(new Operation.Join(other), "ana", 0, null, to),
                Duration.ofSeconds(10))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(item(api, ids.get(1)).at("/merged_into").asText()).isEqualTo(ids.get(0));
                assertThat(item(api, ids.get(2)).at("/state").asText()).isEqualTo("RESOLVED");
                assertThat(item(api, ids.get(0)).at("/links").size()).isEqualTo(1);
              });
    }
  }

  @Test
  void aTransferredItemIsAssignedThereAndTheDeskThatItLeftHearsOfIt() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      String id = open(node, 1).get(0);
      Api api = new Api(node);
      assertThat(
              api.post(path(id, "transfer"), "{'by':'ana','desk':'paymnts'}")
                  .body()
                  .at("/detail")
                  .asText())
          .contains("Did you mean \"payments\"?");
      api.post(path(id, "transfer"), "{'by':'ana','desk':'payments','note':'theirs'}");
      Awaitility.await()
          .untilAsserted(
              () -> {
                JsonNode item = item(api, id);
                assertThat(item.at("/state").asText()).isEqualTo("ASSIGNED");
                assertThat(item.at("/previous_desk").asText()).isEqualTo("triage");
              });
      Awaitility.await()
          .until(
              () ->
                  stats(node).byDesk().equals(Map.of("payments", 1L, "triage", 0L))
                      || stats(node).byDesk().equals(Map.of("payments", 1L)));
    }
  }

  @Test
  void anItemSaysThatItIsQuietAndWhy() throws Exception {
    Instant now = Instant.now();
    try (Node node =
        Node.start(
            database,
            topics,
            policy
                + """
                maintenance:
                  - {name: move, when: 'desk == "payments"', owner: ops, reason: office move,
                     from: 2020-01-01T00:00:00Z, to: 2120-01-01T00:00:00Z}
                """)) {
      String id = open(node, 1).get(0);
      Api api = new Api(node);
      assertThat(page(node, id).has("quiet")).isFalse();

      Silence silence =
          new Silence(
              "sil_1",
              "desk == \"triage\"",
              "ops",
              "release",
              now,
              now.plusSeconds(3600),
              null,
              "ana",
              now,
              null,
              null,
              1);
      Transactions.run(
          node.db(),
          db -> {
            SilenceTable.save(db, silence, SilenceTable.Change.CREATED, "ana", now);
            return null;
          });
      assertThat(page(node, id).at("/quiet/why").asText()).isEqualTo("silence sil_1");
      assertThat(page(node, id).at("/quiet/owner").asText()).isEqualTo("ops");
      assertThat(page(node, id).at("/item/state").asText()).isEqualTo("QUEUED");

      api.post(path(id, "transfer"), "{'by':'ana','desk':'payments'}");
      assertThat(page(node, id).at("/quiet/why").asText()).isEqualTo("maintenance move");
      api.post(path(id, "resolve"), "{'by':'ana','code':'fixed'}");
      assertThat(page(node, id).has("quiet")).isFalse();
    }
  }

  private static JsonNode page(Node node, String id) throws Exception {
    return new Api(node).get("/work-items/" + id).body();
  }

  @Test
  void aTransferThatSaysSoOpensADeskWhereThePolicyOpensThemForHints() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      String id = open(node, 1).get(0);
      assertThat(
              new Api(node)
                  .post(path(id, "transfer"), "{'by':'ana','desk':'brand new','new_desk':true}")
                  .body()
                  .at("/desk")
                  .asText())
          .isEqualTo("brand new");
    }
  }

  @Test
  void aThousandAreDoneInOneRequestEachWithItsResult() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      List<String> ids = new ArrayList<>(open(node, 999));
      Api api = new Api(node);
      api.post(path(ids.get(7), "resolve"), by("bo"));
      ids.add("f".repeat(32));
      String items = ids.stream().map(i -> "'" + i + "'").collect(Collectors.joining(","));
      Answer answer =
          api.post(
              "/work-items/bulk",
              "{'by':'ana','operation':'resolve','code':'storm','items':[" + items + "]}");

      assertThat(answer.body().at("/done").asInt()).isEqualTo(998);
      assertThat(answer.body().at("/refused").asInt()).isEqualTo(2);
      assertThat(answer.body().at("/results/7/status").asInt()).isEqualTo(409);
      assertThat(answer.body().at("/results/999/status").asInt()).isEqualTo(404);
      assertThat(answer.body().at("/results/998/work_item_id").asText()).isEqualTo(ids.get(998));
    }
  }

  @Test
  void aPoisonItemIsParkedWithItsReasonAndStopsNobody() throws Exception {
    String poisoned = Identity.workItemId("ledger", "P");
    try (Node node = Node.start(database, topics, policy)) {
      corrupt(node, poisoned);
      List<ScoredException> sent = new ArrayList<>();
      sent.add(Scored.of("P", RAISED, 0, 0));
      // All of them on the partition of the poison one.
      for (int i = 1; i <= 40; i++) {
        sent.add(Scored.of("Q-" + i, RAISED, 0, i));
      }
      for (ScoredException s : sent) {
        node.publisher()
            .publish(topics.scored(), "one key", Json.bytes(s), s.trace())
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
      }
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> stats(node).total() == 40);
      List<DeadLetter> letters =
          RoutingIT.records(topics.deadLetters()).stream()
              .map(r -> Json.read(r.value(), DeadLetter.class))
              .toList();
      assertThat(letters).hasSize(1);
      assertThat(letters.get(0).code()).isEqualTo("work-item-failed");
      assertThat(letters.get(0).reason()).contains(poisoned).contains("no item begins with it");
      try (Connection db = node.db().getConnection()) {
        assertThat(ParkedTable.contains(db, poisoned)).isTrue();
        assertThat(ParkedTable.count(db)).isEqualTo(1);
      }
      Answer answer = new Api(node).get("/work-items/" + poisoned);
      assertThat(answer.body().at("/type").asText()).isEqualTo("work-item-failed");
    }
  }

  /** An event in the journal that no item can begin with. */
  private static void corrupt(Node node, String id) throws Exception {
    WorkItemEventSerializer serializer = new WorkItemEventSerializer();
    WorkItemEvent event =
        new WorkItemEvent.Acknowledged("triage", "a".repeat(32), Scored.NOON, "ana");
    try (Connection db = node.db().getConnection();
        PreparedStatement insert =
            db.prepareStatement(
                "INSERT INTO routing.event_journal (persistence_id, sequence_number, writer,"
                    + " write_timestamp, event_ser_id, event_ser_manifest, event_payload)"
                    + " VALUES (?, 1, 'test', 0, ?, ?, ?)")) {
      insert.setString(1, "WorkItem|" + id);
      insert.setInt(2, serializer.identifier());
      insert.setString(3, serializer.manifest(event));
      insert.setBytes(4, serializer.toBinary(event));
      insert.executeUpdate();
    }
  }

  private static String path(String id, String operation) {
    return "/work-items/" + id + "/" + operation;
  }

  private static String by(String operator) {
    return "{'by':'" + operator + "'}";
  }

  private static JsonNode item(Api api, String id) throws Exception {
    return api.get("/work-items/" + id).body().path("item");
  }

  private static List<String> types(Api api, String id) throws Exception {
    List<String> types = new ArrayList<>();
    api.get("/work-items/" + id)
        .body()
        .path("history")
        .forEach(e -> types.add(e.at("/event/type").asText()));
    return types;
  }

  private static List<String> ids(Api api, String query) throws Exception {
    List<String> ids = new ArrayList<>();
    api.get("/work-items?" + query)
        .body()
        .path("items")
        .forEach(i -> ids.add(i.path("work_item_id").asText()));
    return ids;
  }

  /** So many items L-0, L-1 … on desk triage; their ids. */
  private List<String> open(Node node, int count) throws Exception {
    List<ScoredException> sent =
        IntStream.range(0, count).mapToObj(i -> Scored.of("L-" + i, RAISED, 0, i)).toList();
    send(node, sent);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> stats(node).total() == count);
    return sent.stream().map(s -> Identity.workItemId("ledger", s.event().exceptionId())).toList();
  }

  private void send(Node node, List<ScoredException> scored) throws Exception {
    CompletableFuture<?>[] sent =
        scored.stream()
            .map(
                s ->
                    node.publisher()
                        .publish(topics.scored(), s.event().key(), Json.bytes(s), s.trace())
                        .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(sent).get(10, TimeUnit.SECONDS);
  }

  private static RoutingStats stats(Node node) throws Exception {
    return node.routing().stats().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }
}
