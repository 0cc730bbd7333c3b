package io.breakwater.routing.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.DeskPolicy.Assignment;
import io.breakwater.domain.policy.DeskPolicy.Member;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.routing.desk.DeskBook.Placement;
import java.time.Instant;
import java.util.List;
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
    book.reserveNext();
    book.refused("a");

    assertThat(book.reserveNext()).isEmpty();
    book.put(new Line("a", 3, WorkItemState.QUEUED, null, Priority.P1, NOON));
    assertThat(book.reserveNext()).isPresent();
  }

  @Test
  void olderNewsIsIgnored() {
    DeskBook book = book(Assignment.LEAST_LOADED, 1, 0);
    book.put(new Line("a", 2, WorkItemState.ASSIGNED, "ana", Priority.P1, NOON));
    book.put(waiting("a", Priority.P1, 0));
    book.put(waiting("b", Priority.P1, 1));

    assertThat(book.reserveNext()).isEmpty();
  }

  @Test
  void whatIsResolvedMakesRoomAndNewMembersToo() {
    DeskBook book = book(Assignment.LEAST_LOADED, 1, 0);
    book.put(new Line("a", 2, WorkItemState.ACKNOWLEDGED, "ana", Priority.P1, NOON));
    book.put(waiting("b", Priority.P1, 1));
    book.put(waiting("c", Priority.P1, 2));
    assertThat(book.reserveNext()).isEmpty();

    book.put(new Line("a", 3, WorkItemState.RESOLVED, "ana", Priority.P1, NOON));
    assertThat(places(book, 2)).containsExactly("b→ana");
    book.rejoin(policy(Assignment.LEAST_LOADED, 1, 1));
    assertThat(places(book, 1)).containsExactly("c→bo");
  }

  @Test
  void aPullDeskAssignsNobody() {
    DeskBook book = new DeskBook(DeskPolicy.hinted("walk-ins"));
    book.put(waiting("a", Priority.P1, 0));

    assertThat(book.reserveNext()).isEmpty();
  }

  private static List<String> places(DeskBook book, int most) {
    return java.util.stream.Stream.generate(book::reserveNext)
        .limit(most)
        .flatMap(java.util.Optional::stream)
        .map((Placement p) -> p.workItemId() + "→" + p.member())
        .toList();
  }

  private static Line waiting(String id, Priority priority, int seconds) {
    return new Line(id, 1, WorkItemState.QUEUED, null, priority, NOON.plusSeconds(seconds));
  }

  private static DeskBook book(Assignment assignment, int ana, int bo) {
    return new DeskBook(policy(assignment, ana, bo));
  }

  private static DeskPolicy policy(Assignment assignment, int ana, int bo) {
    return new DeskPolicy(
        "payments", List.of(new Member("ana", ana), new Member("bo", bo)), assignment, null);
  }
}
