package io.breakwater.routing;

import static io.breakwater.domain.event.Kind.RAISED;
import static io.breakwater.domain.event.Kind.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.domain.work.WorkStep;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a routing tree says of the work arrives where the work is done, also after a restart. */
class RoutingTreeIT {

  private static final String POLICY =
      """
      policy: bank
      version: "1"
      effective_from: 2026-01-01T00:00:00Z
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 80}
        priorities: {P1: 80, P2: 55, P3: 25}
      operators:
        ana: {}
        bo: {skills: {fx: 3}}
        cy: {}
        dee: {}
      desks:
        triage: {assignment: pull}
        skilled:
          assignment: skill-then-least-loaded
          members: [{name: ana}, {name: bo}]
        kept:
          assignment: sticky
          sticky_by: counterparty
          members: [{name: cy}, {name: dee}]
        full: {assignment: pull, capacity: 3, overflow: triage, escalation: skilled}
      routing:
        default_desk: triage
        branches:
          - {name: skilled, when: event.desk_hint == "skilled", desk: skilled, skills: {fx: 2}, priority: P1}
          - {name: kept, when: event.desk_hint == "kept", desk: kept}
          - {name: brief, when: event.desk_hint == "brief", auto_resolve: PT2S, auto_close: PT1S}
          - name: twins
            when: event.desk_hint == "twins"
            dedupe: {by: event.attributes.counterparty, window: PT10M}
            tags: [twin]
          - {name: full, when: event.desk_hint == "full", desk: full}
      """;

  private final String database = Servers.newDatabase();
  private final Topics topics = Servers.newTopics(4);

  @Test
  void skillsPriorityAndWhatSticksReachTheDeskAndOutliveARestart() throws Exception {
    try (Node node = Node.start(database, topics, POLICY)) {
      send(node, List.of(hinted("S-1", 1, "skilled"), hinted("K-1", 2, "kept")));
      assignments(2);
    }
    try (Node node = Node.start(database, topics, POLICY)) {
      send(node, List.of(hinted("S-2", 3, "skilled"), hinted("K-2", 4, "kept")));
      List<WorkItemEvent.Assigned> assigned = assignments(4);

      assertThat(assigned)
          .filteredOn(a -> a.desk().equals("skilled"))
          .allSatisfy(
              a -> {
                assertThat(a.assignee()).isEqualTo("bo");
                assertThat(a.reason()).endsWith("ana has fx at level 0, not 2");
              });
      // the second was taken by who had the first, although the other had nothing
      assertThat(assigned)
          .filteredOn(a -> a.desk().equals("kept"))
          .extracting(WorkItemEvent.Assigned::assignee)
          .containsExactly("cy", "cy");
      assertThat(opened("skilled"))
          .hasSize(2)
          .allSatisfy(
              o -> {
                assertThat(o.cause().priority()).isEqualTo(Priority.P1);
                assertThat(o.decision().inputs()).containsEntry("priority", "P2");
                assertThat(o.decision().instructions().skills()).isEqualTo(Map.of("fx", 2));
              });
    }
  }

  @Test
  void aFullDeskOverflowsUntilItHasRoomAgain() throws Exception {
    try (Node node = Node.start(database, topics, POLICY)) {
      List<ScoredException> burst = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        burst.add(hinted("F-" + i, i, "full"));
      }
      send(node, burst);
      awaitDesks(node, Map.of("full", 3L, "triage", 7L));
      assertThat(opened("triage"))
          .allSatisfy(
              o ->
                  assertThat(o.decision().steps())
                      .containsExactly("full has 3 of 3: overflows from 3 to triage"));

      String first = opened("full").get(0).cause().event().exceptionId();
      send(node, List.of(Scored.of(first, RESOLVED, 90, 90, "full")));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> takesOneMore(node));
    }
  }

  @Test
  void whatNobodyAcknowledgesIsResolvedAndClosedByThePolicy() throws Exception {
    try (Node node = Node.start(database, topics, POLICY)) {
      send(node, List.of(hinted("B-1", 1, "brief"), hinted("T-1", 2, null)));
    }
    // It is due while nobody runs, and a later start does it.
    try (Node node = Node.start(database, topics, POLICY)) {
      List<WorkItemEvent.Closed> closed =
          Awaitility.await()
              .atMost(Duration.ofSeconds(30))
              .until(() -> events(WorkItemEvent.Closed.class), found -> !found.isEmpty());
      List<WorkItemEvent.Resolved> resolved = events(WorkItemEvent.Resolved.class);

      assertThat(closed).hasSize(1);
      assertThat(resolved).hasSize(1);
      assertThat(resolved.get(0).code()).isEqualTo("expired");
      assertThat(resolved.get(0).by()).isEqualTo("policy");
      assertThat(closed.get(0).by()).isEqualTo("policy");
      assertThat(closed.get(0).occurredAt())
          .isAfterOrEqualTo(resolved.get(0).occurredAt().plusSeconds(1));
      assertThat(opened("triage")).hasSize(2);

      // RAISED again, later than it was resolved: it is work again
      int later =
          (int)
              Duration.between(Scored.NOON, Clock.systemUTC().instant().plusSeconds(60))
                  .toSeconds();
      send(node, List.of(Scored.of("B-1", RAISED, later, 50, "brief")));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> events(WorkItemEvent.Reopened.class).size() == 1);
    }
  }

  @Test
  void whatIsTheSameIsOneItemAlsoWhenTheyComeTogetherOrAfterARestart() throws Exception {
    try (Node node = Node.start(database, topics, POLICY)) {
      send(node, List.of(hinted("D-1", 1, "twins")));
      Awaitility.await().until(() -> opened("triage").size() == 1);
      send(
          node,
          List.of(
              hinted("D-2", 30, "twins"),
              hinted("D-3", 40, "twins"),
              hinted("D-2", 30, "twins"), // delivered twice
              hinted("late", 601 + 1, "twins"))); // outside of the window of the first
      merged(2);
    }
    try (Node node = Node.start(database, topics, POLICY)) {
      send(node, List.of(hinted("D-4", 50, "twins")));
      merged(3);
      String first = Identity.workItemId("ledger", "D-1");
      assertThat(events(WorkStep.Merged.class))
          .allSatisfy(
              m -> {
                assertThat(m.into()).isEqualTo(first);
                assertThat(m.by()).isEqualTo("policy");
              });
      WorkItemView item = item(node, first);
      assertThat(item.state().isOpen()).isTrue();
      assertThat(item.tags()).containsExactly("twin");
      assertThat(item(node, Identity.workItemId("ledger", "late")).state().isOpen()).isTrue();

      // Once upstream has resolved all of them, the next one is work of its own.
      send(
          node,
          List.of(
              Scored.of("D-1", RESOLVED, 100, 100, "twins"),
              Scored.of("D-2", RESOLVED, 101, 101, "twins"),
              Scored.of("D-3", RESOLVED, 102, 102, "twins"),
              Scored.of("D-4", RESOLVED, 103, 103, "twins")));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> item(node, first).state() == WorkItemState.RESOLVED);
      send(node, List.of(hinted("D-5", 1, "twins")));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> events(WorkItemEvent.Released.class).size() == 3);
      assertThat(events(WorkStep.Merged.class)).hasSize(3);
    }
  }

  private void merged(int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> events(WorkStep.Merged.class).size() == count);
  }

  private static WorkItemView item(Node node, String id) throws Exception {
    return Json.read(
        Json.bytes(new Api(node).get("/work-items/" + id).body().path("item")), WorkItemView.class);
  }

  @Test
  void anEscalationThatNamesNoDeskGoesWhereThePolicySays() throws Exception {
    try (Node node = Node.start(database, topics, POLICY)) {
      send(node, List.of(hinted("F-1", 1, "full"), hinted("T-1", 2, null)));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> events(WorkItemEvent.Opened.class).size() == 2);
      Api api = new Api(node);

      String path = "/work-items/" + Identity.workItemId("ledger", "F-1") + "/escalate";
      assertThat(api.post(path, "{'by':'ana'}").body().at("/desk").asText()).isEqualTo("skilled");
      // its desk says nowhere: it stays
      path = "/work-items/" + Identity.workItemId("ledger", "T-1") + "/escalate";
      assertThat(api.post(path, "{'by':'ana'}").body().at("/desk").asText()).isEqualTo("triage");
    }
  }

  @Test
  void theDecisionShowsWhoGotItAndWhy() throws Exception {
    try (Node node = Node.start(database, topics, POLICY)) {
      send(node, List.of(hinted("S-1", 1, "skilled")));
      assignments(1);

      JsonNode decision =
          new Api(node)
              .get("/work-items/" + Identity.workItemId("ledger", "S-1") + "/decision")
              .body();

      assertThat(decision.at("/desk").asText()).isEqualTo("skilled");
      assertThat(decision.at("/instructions/skills/fx").asInt()).isEqualTo(2);
      assertThat(decision.at("/assignments/0/assignee").asText()).isEqualTo("bo");
      assertThat(decision.at("/assignments/0/reason").asText())
          .isEqualTo("most skilled: bo had 0 of 20, level 3; ana has fx at level 0, not 2");
    }
  }

  private int more = 100;

  /** Sends one more until one finds room: loads are looked up every second. */
  private boolean takesOneMore(Node node) throws Exception {
    send(node, List.of(hinted("F-" + more, more, "full")));
    more++;
    int sent = 10 + more - 100;
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> opened("full").size() + opened("triage").size() == sent);
    return opened("full").size() == 4;
  }

  private static ScoredException hinted(String id, int number, String hint) {
    return Scored.of(id, RAISED, number, number, hint);
  }

  private void awaitDesks(Node node, Map<String, Long> byDesk) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () ->
                assertThat(
                        node.routing()
                            .stats()
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS)
                            .byDesk())
                    .isEqualTo(byDesk));
  }

  private List<WorkItemEvent.Assigned> assignments(int count) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> events(WorkItemEvent.Assigned.class), found -> found.size() == count);
  }

  private List<WorkItemEvent.Opened> opened(String desk) {
    return events(WorkItemEvent.Opened.class).stream().filter(o -> o.desk().equals(desk)).toList();
  }

  private <T extends WorkItemEvent> List<T> events(Class<T> type) {
    return RoutingIT.records(topics.work()).stream()
        .map(r -> Json.read(r.value(), WorkRecord.class).event())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
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
}
