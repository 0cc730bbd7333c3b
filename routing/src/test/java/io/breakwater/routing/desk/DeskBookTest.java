package io.breakwater.routing.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.desk.Needs;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.DeskPolicy.Assignment;
import io.breakwater.domain.policy.DeskPolicy.Member;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.routing.Scored;
import io.breakwater.routing.desk.DeskBook.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeskBookTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void theMostUrgentThenTheOldestGoesToTheLeastLoaded() {
    DeskBook book = book(Assignment.LEAST_LOADED, 5, 5);
    book.put(new Line("held", 2, WorkItemState.ASSIGNED, "ana", Priority.P1, NOON));
    book.put(waiting("young", Priority.P2, 10));
    book.put(waiting("old", Priority.P2, 0));
    book.put(waiting("urgent", Priority.P1, 20));

    assertThat(places(book, 3)).containsExactly("urgent→bo", "old→ana", "young→bo");
  }

  @Test
  void roundRobinTakesTurnsAndSkipsWhoIsFull() {
    DeskBook book = book(Assignment.ROUND_ROBIN, 1, 3);
    for (int i = 0; i < 5; i++) {
      book.put(waiting("i" + i, Priority.P3, i));
    }

    assertThat(places(book, 5)).containsExactly("i0→ana", "i1→bo", "i2→bo", "i3→bo");
  }

  @Test
  void aReservationTakesAPlaceUntilItExpires() {
    DeskBook book = book(Assignment.LEAST_LOADED, 1, 0);
    book.put(waiting("a", Priority.P1, 0));
    book.put(waiting("b", Priority.P1, 1));

    assertThat(places(book, 2)).containsExactly("a→ana");
    book.expired("a");
    assertThat(places(book, 1)).containsExactly("a→ana");
  }

  @Test
  void aRefusedItemWaitsNoLongerUntilThereIsNewsOfIt() {
    DeskBook book = book(Assignment.LEAST_LOADED, 1, 0);
    book.put(waiting("a", Priority.P1, 0));
    book.reserveNext(NOON);
    book.refused("a");

    assertThat(book.reserveNext(NOON)).isEmpty();
    book.put(new Line("a", 3, WorkItemState.QUEUED, null, Priority.P1, NOON));
    assertThat(book.reserveNext(NOON)).isPresent();
  }

  @Test
  void olderNewsIsIgnored() {
    DeskBook book = book(Assignment.LEAST_LOADED, 1, 0);
    book.put(new Line("a", 2, WorkItemState.ASSIGNED, "ana", Priority.P1, NOON));
    book.put(waiting("a", Priority.P1, 0));
    book.put(waiting("b", Priority.P1, 1));

    assertThat(book.reserveNext(NOON)).isEmpty();
  }

  @Test
  void whatIsResolvedMakesRoomAndNewMembersToo() {
    DeskBook book = book(Assignment.LEAST_LOADED, 1, 0);
    book.put(new Line("a", 2, WorkItemState.ACKNOWLEDGED, "ana", Priority.P1, NOON));
    book.put(waiting("b", Priority.P1, 1));
    book.put(waiting("c", Priority.P1, 2));
    assertThat(book.reserveNext(NOON)).isEmpty();

    book.put(new Line("a", 3, WorkItemState.RESOLVED, "ana", Priority.P1, NOON));
    assertThat(places(book, 2)).containsExactly("b→ana");
    book.rejoin(policy(Assignment.LEAST_LOADED, 1, 1));
    assertThat(places(book, 1)).containsExactly("c→bo");
  }

  @Test
  void aPullDeskAssignsNobody() {
    DeskBook book = new DeskBook(DeskPolicy.hinted("walk-ins"));
    book.put(waiting("a", Priority.P1, 0));

    assertThat(book.reserveNext(NOON)).isEmpty();
  }

  @Test
  void whatNobodyCanTakeLetsOthersPass() {
    DeskBook book = new DeskBook(SKILLED.desk("skilled"));
    book.put(waiting("fx", Priority.P1, 0, new Needs(Map.of("fx", 5), null)));
    book.put(waiting("swift", Priority.P2, 1, new Needs(Map.of("swift", 1), null)));
    book.put(waiting("plain", Priority.P3, 2, Needs.NONE));

    assertThat(places(book, 3)).containsExactly("swift→bo", "plain→ana");
  }

  @Test
  void aPlacementSaysWhatSpokeAgainstTheOthers() {
    DeskBook book = new DeskBook(SKILLED.desk("skilled"));
    book.put(new Line("held", 2, WorkItemState.ASSIGNED, "bo", Priority.P1, NOON));
    book.put(waiting("swift", Priority.P2, 1, new Needs(Map.of("swift", 1), null)));

    assertThat(book.reserveNext(NOON).orElseThrow().reason())
        .isEqualTo("most skilled: bo had 4 of 10, level 2; ana has swift at level 0, not 1");
  }

  @Test
  void workThatSticksGoesToWhoHasItOrWasOfferedIt() {
    DeskBook book = new DeskBook(SKILLED.desk("sticky"));
    book.put(
        new Line(
            "held", 2, WorkItemState.ASSIGNED, "bo", Priority.P3, NOON, new Needs(null, "acme")));
    book.put(waiting("a1", Priority.P1, 1, new Needs(null, "acme")));
    book.put(waiting("n1", Priority.P2, 1, new Needs(null, "nova")));
    book.put(waiting("n2", Priority.P3, 1, new Needs(null, "nova")));

    assertThat(places(book, 3)).containsExactly("a1→bo", "n1→ana", "n2→ana");

    // after a restart the read side tells who has what
    DeskBook again = new DeskBook(SKILLED.desk("sticky"));
    again.replace(
        List.of(
            new Line(
                "n1", 2, WorkItemState.ASSIGNED, "bo", Priority.P2, NOON, new Needs(null, "nova")),
            waiting("n3", Priority.P3, 1, new Needs(null, "nova"))),
        Map.of());
    assertThat(places(again, 1)).containsExactly("n3→bo");
  }

  @Test
  void workOnOtherDesksCountsWhereThePolicyLimitsIt() {
    DeskBook book = new DeskBook(SKILLED.desk("limited"));
    book.replace(
        List.of(waiting("a", Priority.P3, 0), waiting("b", Priority.P3, 1)),
        Map.of("cy", Map.of(Priority.P1, 1L, Priority.P4, 1L)));

    assertThat(places(book, 2)).containsExactly("a→cy");
  }

  @Test
  void whatIsConfirmedKeepsWhatItNeeds() {
    DeskBook book = new DeskBook(SKILLED.desk("sticky"));
    book.put(waiting("n1", Priority.P1, 1, new Needs(null, "nova")));
    Placement first = book.reserveNext(NOON).orElseThrow();
    book.confirmed(assigned(first));
    book.put(waiting("other", Priority.P1, 2));
    book.put(waiting("n2", Priority.P2, 3, new Needs(null, "nova")));

    assertThat(first.member()).isEqualTo("ana");
    assertThat(places(book, 2)).containsExactly("other→bo", "n2→ana");
  }

  private static WorkItemView assigned(Placement placement) {
    ScoredException scored = Scored.of("X-1", Kind.RAISED, 0, 1);
    String trace = scored.trace().traceId();
    return WorkItemView.opened(
            new WorkItemEvent.Opened(
                placement.workItemId(),
                scored,
                "sticky",
                new DecisionRecord("sticky", List.of(), List.of(), "p@1", Map.of()),
                WorkItemState.QUEUED,
                trace,
                NOON,
                "upstream"))
        .after(
            new WorkItemEvent.Assigned(
                "sticky", placement.member(), placement.reason(), trace, NOON, "desk:sticky"));
  }

  private static final Policy SKILLED =
      PolicyParser.parse(
          """
          policy: p
          version: 1
          effective_from: 2026-01-01T00:00:00Z
          scoring:
            base: {LOW: 10, MEDIUM: 30, HIGH: 50, CRITICAL: 70}
            priorities: {P1: 80, P2: 60, P3: 30}
          operators:
            ana: {skills: {fx: 3}}
            bo: {skills: {swift: 2}}
            cy: {max_load: 3}
          desks:
            skilled:
              weights: {P1: 4}
              assignment: skill-then-least-loaded
              members: [{name: ana, capacity: 10}, {name: bo, capacity: 10}]
            sticky:
              assignment: sticky
              sticky_by: account
              members: [{name: ana, capacity: 10}, {name: bo, capacity: 10}]
            limited: {members: [{name: cy, capacity: 10}]}
          routing: {default_desk: skilled}
          """);

  private static List<String> places(DeskBook book, int most) {
    return java.util.stream.Stream.generate(() -> book.reserveNext(NOON))
        .limit(most)
        .flatMap(java.util.Optional::stream)
        .map((Placement p) -> p.workItemId() + "→" + p.member())
        .toList();
  }

  private static Line waiting(String id, Priority priority, int seconds) {
    return new Line(id, 1, WorkItemState.QUEUED, null, priority, NOON.plusSeconds(seconds));
  }

  private static Line waiting(String id, Priority priority, int seconds, Needs needs) {
    return new Line(id, 1, WorkItemState.QUEUED, null, priority, NOON.plusSeconds(seconds), needs);
  }

  private static DeskBook book(Assignment assignment, int ana, int bo) {
    return new DeskBook(policy(assignment, ana, bo));
  }

  private static DeskPolicy policy(Assignment assignment, int ana, int bo) {
    return new DeskPolicy(
        "payments", List.of(new Member("ana", ana), new Member("bo", bo)), assignment, null);
  }
}
