package io.breakwater.routing;

import static io.breakwater.domain.event.Kind.RAISED;
import static io.breakwater.domain.event.Kind.RESOLVED;
import static io.breakwater.domain.incident.IncidentEvent.Change.CLOSED;
import static io.breakwater.domain.incident.IncidentEvent.Change.GREW;
import static io.breakwater.domain.incident.IncidentEvent.Change.OPENED;
import static io.breakwater.domain.work.WorkItemState.HELD;
import static io.breakwater.domain.work.WorkItemState.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.routing.outbox.JournalFeed;
import io.breakwater.routing.read.WorkItemRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Items that wait for incidents, and the items of incidents, in one running node. */
class IncidentsIT {

  private static final String KEY = "ACME";

  private final String database = Servers.newDatabase();
  private final Topics topics = Servers.newTopics(4);
  private String policy;

  @BeforeEach
  void readPolicy() throws IOException {
    String plain =
        new String(
            IncidentsIT.class.getResourceAsStream("/policy.yaml").readAllBytes(),
            StandardCharsets.UTF_8);
    policy =
        plain.replace(
                "      desk: triage\n",
                "      desk: triage\n      group: incident\n      group_wait: PT1H\n")
            + """
            correlation:
              rules:
                - name: by-counterparty
                  by: event.attributes.counterparty
                  session_gap: PT10M
                  max_duration: PT4H
                  min_members: 2
            """;
  }

  @Test
  void anIncidentAbsorbsItsMembersWhetherTheyCameBeforeOrAfterIt() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      List<ScoredException> members = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        members.add(Scored.of("X-" + i, RAISED, i, i));
      }
      send(node, members.subList(0, 150));
      await(node, Map.of(HELD, 150L));

      tell(node, Incidents.of(KEY, OPENED, 2, 1));
      await(node, Map.of(WorkItemState.CLOSED, 150L, QUEUED, 1L));
      send(node, members);
      await(node, Map.of(WorkItemState.CLOSED, 300L, QUEUED, 1L));

      WorkItemView incident = view(node, Incidents.item(KEY));
      assertThat(incident.incidentId()).isEqualTo(Incidents.id(KEY));
      assertThat(incident.desk()).isEqualTo("triage");
      WorkItemView member = view(node, Identity.workItemId("ledger", "X-299"));
      assertThat(member.absorbedInto()).isEqualTo(incident.workItemId());
      assertThat(member.incidentId()).isEqualTo(incident.incidentId());
      assertThat(events(node, member.workItemId())).containsExactly("Opened", "Absorbed");
    }
  }

  @Test
  void whatNoIncidentAbsorbsIsReleasedAlsoAfterARestart() throws Exception {
    policy = policy.replace("PT1H", "PT4S");
    try (Node node = Node.start(database, topics, policy)) {
      // Three hours later: another session than the incident that comes.
      send(node, List.of(Scored.of("A", RAISED, 10_800, 0)));
      await(node, Map.of(HELD, 1L));
      tell(node, Incidents.of(KEY, OPENED, 2, 60));
    }
    try (Node node = Node.start(database, topics, policy)) {
      await(node, Map.of(QUEUED, 2L));
      assertThat(events(node, Identity.workItemId("ledger", "A")))
          .containsExactly("Opened", "Released");
    }
  }

  @Test
  void whatIsToldTwiceOrLateOrCannotBeReadChangesNothing() throws Exception {
    try (Node node = Node.start(database, topics, policy)) {
      tell(node, Incidents.of(KEY, OPENED, 2, 60));
      publish(node, Incidents.id(KEY), "{\"incident_id\":".getBytes(StandardCharsets.UTF_8));
      publish(node, Incidents.id(KEY), "{}".getBytes(StandardCharsets.UTF_8));
      tell(node, Incidents.of(KEY, GREW, 5, 90));
      tell(node, Incidents.of(KEY, OPENED, 2, 60));
      tell(node, Incidents.of(KEY, GREW, 5, 90));
      tell(node, Incidents.of(KEY, CLOSED, 5, 90));
      tell(node, Incidents.of("other", OPENED, 2, 60));

      await(node, Map.of(QUEUED, 2L));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> events(node, Incidents.item(KEY)).size() == 3);
      assertThat(events(node, Incidents.item(KEY))).containsExactly("Opened", "Updated", "Updated");
      assertThat(view(node, Incidents.item(KEY)).members()).isEqualTo(5);
      assertThat(RoutingIT.records(topics.deadLetters()))
          .hasSize(2)
          .map(r -> Json.read(r.value(), DeadLetter.class))
          .allSatisfy(
              letter -> {
                assertThat(letter.code()).isEqualTo("not-an-incident");
                assertThat(letter.origin().topic()).isEqualTo(topics.incidents());
              });
    }
  }

  @Test
  void mergedIncidentsAreOneItemThatEndsWhenUpstreamHasResolvedEveryMember() throws Exception {
    String goesOn = KEY + "#2";
    try (Node node = Node.start(database, topics, policy)) {
      send(node, List.of(Scored.of("A", RAISED, 0, 0), Scored.of("B", RAISED, 60, 1)));
      tell(node, Incidents.of(KEY, OPENED, 2, 60));
      await(node, Map.of(WorkItemState.CLOSED, 2L, QUEUED, 1L));

      tell(node, Incidents.of(goesOn, OPENED, 3, 90));
      tell(node, Incidents.merged(KEY, 2, 60, goesOn));
      await(node, Map.of(WorkItemState.CLOSED, 3L, QUEUED, 1L));
      assertThat(view(node, Incidents.item(KEY)).absorbedInto()).isEqualTo(Incidents.item(goesOn));
      send(node, List.of(Scored.of("C", RAISED, 90, 2)));
      await(node, Map.of(WorkItemState.CLOSED, 4L, QUEUED, 1L));
      assertThat(view(node, Identity.workItemId("ledger", "C")).absorbedInto())
          .isEqualTo(Incidents.item(goesOn));

      tell(node, Incidents.of(goesOn, CLOSED, 5, 90));
      send(node, List.of(Scored.of("A", RESOLVED, 100, 3), Scored.of("C", RESOLVED, 110, 4)));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> view(node, Identity.workItemId("ledger", "C")).resolvedAt() != null);
      assertThat(view(node, Incidents.item(goesOn)).state()).isEqualTo(QUEUED);

      send(node, List.of(Scored.of("B", RESOLVED, 120, 5)));
      await(node, Map.of(WorkItemState.CLOSED, 4L, WorkItemState.RESOLVED, 1L));
      WorkItemView done = view(node, Incidents.item(goesOn));
      assertThat(done.resolution()).isEqualTo("upstream");
      assertThat(done.resolvedAt()).isEqualTo(Scored.NOON.plusSeconds(120));
    }
  }

  @Test
  void aPolicyThatGroupsNothingHoldsNothingAndOpensNoItemForAnIncident() throws Exception {
    policy = policy.replace("group: incident", "group: none").replace("group_wait: PT1H", "");
    try (Node node = Node.start(database, topics, policy)) {
      tell(node, Incidents.of(KEY, OPENED, 2, 60));
      send(node, List.of(Scored.of("A", RAISED, 0, 0)));

      await(node, Map.of(QUEUED, 1L));
      // A record that cannot be read, behind the incident's: once it is buried, both were taken in.
      publish(node, Incidents.id(KEY), "{}".getBytes(StandardCharsets.UTF_8));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !RoutingIT.records(topics.deadLetters()).isEmpty());
      assertThat(events(node, Incidents.item(KEY))).isEmpty();
      assertThat(stats(node).total()).isEqualTo(1);
    }
  }

  private static void await(Node node, Map<WorkItemState, Long> states) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(stats(node).byState()).isEqualTo(states));
  }

  private static RoutingStats stats(Node node) throws Exception {
    return node.routing().stats().toCompletableFuture().get(10, TimeUnit.SECONDS);
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
    CompletableFuture.allOf(sent).get(30, TimeUnit.SECONDS);
  }

  private void tell(Node node, IncidentEvent incident) throws Exception {
    publish(node, incident.incidentId(), Json.bytes(incident));
  }

  private void publish(Node node, String key, byte[] value) throws Exception {
    node.publisher()
        .publish(topics.incidents(), key, value, TraceContext.mint("incidents", 0, 7))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private static List<String> events(Node node, String workItemId) throws SQLException {
    try (Connection db = node.db().getConnection()) {
      return JournalFeed.history(db, workItemId, 0, 1000).stream()
          .map(entry -> entry.record().event())
          .map(WorkItemEvent::getClass)
          .map(Class::getSimpleName)
          .toList();
    }
  }

  private static WorkItemView view(Node node, String workItemId) throws SQLException {
    try (Connection db = node.db().getConnection();
        PreparedStatement select =
            db.prepareStatement(
                "SELECT "
                    + WorkItemRow.SELECT
                    + " FROM routing.work_items WHERE work_item_id = ?")) {
      select.setString(1, workItemId);
      try (ResultSet row = select.executeQuery()) {
        assertThat(row.next()).as("work item %s", workItemId).isTrue();
        return WorkItemRow.read(row).view();
      }
    }
  }
}
