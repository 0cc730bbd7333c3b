package io.breakwater.flink.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.incident.IncidentMember;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FamilyTest {

  private static final String A = Identity.hash128("A");
  private static final String B = Identity.hash128("B");
  private static final String CHILD = Identity.hash128("C");

  private static IncidentEvent event(String id, Change change, int second, String mergedInto) {
    Instant at = Scored.NOON.plusSeconds(second);
    return new IncidentEvent(
        id,
        change,
        "rule",
        "key",
        List.of(new IncidentMember("s", "E", id)),
        List.of(),
        1,
        at,
        at,
        null,
        50,
        Priority.P3,
        null,
        mergedInto,
        null,
        false,
        "test@1",
        id,
        at);
  }

  private static IncidentEvent event(String id, Change change, int second) {
    return event(id, change, second, null);
  }

  @Test
  void aChildBelongsToTheParentThatIsOpenThen() {
    Family family =
        Family.NONE
            .withParent(event(A, Change.OPENED, 10))
            .withParent(event(A, Change.GREW, 20))
            .withParent(event(A, Change.CLOSED, 30))
            .withParent(event(B, Change.OPENED, 40));

    assertThat(family.parentOf(event(CHILD, Change.OPENED, 9))).isEmpty();
    assertThat(family.parentOf(event(CHILD, Change.OPENED, 10))).contains(A);
    assertThat(family.parentOf(event(CHILD, Change.OPENED, 30))).contains(A);
    assertThat(family.parentOf(event(CHILD, Change.OPENED, 35))).isEmpty();
    assertThat(family.parentOf(event(CHILD, Change.OPENED, 41))).contains(B);
  }

  @Test
  void aChildKeepsItsParentAndFollowsItWhenThatIsMerged() {
    Family family =
        Family.NONE
            .withParent(event(A, Change.OPENED, 10))
            .withParent(event(B, Change.OPENED, 40))
            .withChild(event(CHILD, Change.OPENED, 41), B);
    assertThat(family.parentOf(event(CHILD, Change.CLOSED, 90))).contains(B);

    family = family.withParent(event(B, Change.MERGED, 45, A));
    assertThat(family.parentOf(event(CHILD, Change.CLOSED, 90))).contains(A);
  }

  @Test
  void whatEndedLongAgoIsForgotten() {
    Family family =
        Family.NONE
            .withParent(event(A, Change.OPENED, 10))
            .withChild(event(CHILD, Change.OPENED, 11), A)
            .withChild(event(CHILD, Change.CLOSED, 20), A)
            .withParent(event(A, Change.CLOSED, 30));

    assertThat(family.since(Scored.NOON.plusSeconds(20))).isEqualTo(family);
    assertThat(family.since(Scored.NOON.plusSeconds(21)).children()).isEmpty();
    assertThat(family.since(Scored.NOON.plusSeconds(31))).isEqualTo(Family.NONE);
  }
}
