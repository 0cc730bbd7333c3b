package io.breakwater.domain.work;

import static io.breakwater.domain.incident.IncidentEvent.Change.CLOSED;
import static io.breakwater.domain.incident.IncidentEvent.Change.GREW;
import static io.breakwater.domain.incident.IncidentEvent.Change.MERGED;
import static io.breakwater.domain.incident.IncidentEvent.Change.OPENED;
import static io.breakwater.domain.incident.IncidentEvent.Change.REVISED;
import static io.breakwater.domain.work.WorkExamples.DECISION;
import static io.breakwater.domain.work.WorkExamples.NOON;
import static io.breakwater.domain.work.WorkExamples.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.incident.IncidentMember;
import io.breakwater.domain.incident.IncidentSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IncidentLifecycleTest {

  private static final String ID = Identity.incidentId("by-host", "web-1", "c".repeat(32));
  private static final String OTHER = "d".repeat(32);

  @Test
  void openedBecomesOneItemThatConditionsSeeAsItsFirstMember() {
    Lifecycle item = then(Lifecycle.NONE, on(Lifecycle.NONE, record(OPENED, 3, 60)));

    assertThat(item.view().workItemId()).isEqualTo(Identity.workItemIdOfIncident(ID));
    assertThat(item.view().state()).isEqualTo(WorkItemState.QUEUED);
    assertThat(item.view().incidentId()).isEqualTo(ID);
    assertThat(item.view().members()).isEqualTo(3);
    assertThat(item.view().type()).isEqualTo("ids.alert");
    assertThat(item.view().sourceId()).isEqualTo("sensor");
    assertThat(item.view().score()).isEqualTo(43);
  }

  @Test
  void aPolicyThatGroupsNothingOpensNothing() {
    IncidentEvent record = record(OPENED, 3, 60);
    assertThat(IncidentLifecycle.onRecord(Lifecycle.NONE, record, told(record), ORIGIN, null))
        .isInstanceOf(Verdict.AlreadySo.class);
  }

  @Test
  void anOlderRecordAndTheSameAgainChangeNothing() {
    Lifecycle item = grown(record(OPENED, 3, 60), record(GREW, 50, 90));

    for (IncidentEvent again :
        List.of(record(OPENED, 3, 60), record(GREW, 20, 70), record(GREW, 50, 90))) {
      assertThat(on(item, again)).isInstanceOf(Verdict.AlreadySo.class);
    }
    assertThat(item.view().members()).isEqualTo(50);
    assertThat(item.view().score()).isEqualTo(90);
  }

  @Property
  void whateverIsSentAgainTheItemEndsWhereTheIncidentDid(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 5) Integer> restarts) {
    List<IncidentEvent> story =
        List.of(
            record(OPENED, 3, 60),
            record(GREW, 10, 90),
            record(REVISED, 12, 95),
            record(CLOSED, 12, 95),
            record(REVISED, 8, 70),
            record(GREW, 9, 99));
    List<IncidentEvent> sent = new ArrayList<>();
    for (int from : restarts) {
      sent.addAll(story.subList(from, story.size()));
    }
    Lifecycle item = grown(story.toArray(IncidentEvent[]::new));
    for (IncidentEvent record : sent) {
      if (on(item, record) instanceof Verdict.Happens happens) {
        item = then(item, happens);
      }
    }
    assertThat(item.incident()).isEqualTo(told(story.get(5)));
    assertThat(item.view().score()).isEqualTo(49);
    assertThat(item.view().state()).isEqualTo(WorkItemState.QUEUED);
  }

  @Test
  void closingResolvesNothingUntilUpstreamHasResolvedEveryMember() {
    Lifecycle item = grown(record(OPENED, 3, 60));
    assertThat(IncidentLifecycle.onMembersResolved(item, NOON))
        .isInstanceOf(Verdict.AlreadySo.class);
    item = then(item, on(item, record(CLOSED, 3, 60)));
    assertThat(item.view().state()).isEqualTo(WorkItemState.QUEUED);

    item = then(item, IncidentLifecycle.onMembersResolved(item, NOON.plusSeconds(70)));

    assertThat(item.view().state()).isEqualTo(WorkItemState.RESOLVED);
    assertThat(item.view().resolution()).isEqualTo("upstream");
    assertThat(IncidentLifecycle.onMembersResolved(item, NOON))
        .isInstanceOf(Verdict.AlreadySo.class);
  }

  @Test
  void aMemberAfterTheResolutionReopensAndAnEarlierOneDoesNot() {
    Lifecycle item = grown(record(OPENED, 3, 60));
    item =
        WorkExamples.doing(
            item, new Operation.Resolve("fixed", null), "ana", NOON.plusSeconds(100));

    Lifecycle same = then(item, on(item, record(GREW, 4, 99)));
    assertThat(same.view().state()).isEqualTo(WorkItemState.RESOLVED);
    assertThat(same.view().members()).isEqualTo(4);

    Lifecycle again = then(item, on(item, record(GREW, 5, 101)));
    assertThat(again.view().state()).isEqualTo(WorkItemState.QUEUED);
    assertThat(again.view().members()).isEqualTo(5);
    assertThat(again.view().incidentId()).isEqualTo(ID);
  }

  @Test
  void mergedIsAbsorbedByTheOtherIncidentsItem() {
    Lifecycle item = grown(record(OPENED, 3, 60));
    item = then(item, on(item, record(MERGED, 3, 60)));

    assertThat(item.view().state()).isEqualTo(WorkItemState.CLOSED);
    assertThat(item.view().absorbedInto()).isEqualTo(Identity.workItemIdOfIncident(OTHER));
    assertThat(item.view().incidentId()).isEqualTo(ID);
    assertThat(item.incident().ended()).isTrue();
    for (IncidentEvent again : List.of(record(OPENED, 3, 60), record(MERGED, 3, 60))) {
      assertThat(on(item, again)).isInstanceOf(Verdict.AlreadySo.class);
    }

    // The incident that took it over waits for its members too.
    item = then(item, IncidentLifecycle.onMembersResolved(item, NOON.plusSeconds(70)));
    assertThat(item.view().state()).isEqualTo(WorkItemState.CLOSED);
    assertThat(item.view().resolvedAt()).isEqualTo(NOON.plusSeconds(70));
  }

  @Test
  void oneThatWasMergedBeforeItWasSeenIsNoWork() {
    assertThat(on(Lifecycle.NONE, record(MERGED, 3, 60))).isInstanceOf(Verdict.AlreadySo.class);
  }

  @Test
  void whatJoinsReachesOneGapFurtherWhileItLivesAndNeverBeyondTheLongestDuration() {
    IncidentSummary live = told(record(GREW, 5, 90));
    assertThat(live.joinsFrom()).isEqualTo(NOON.minusSeconds(600));
    assertThat(live.joinsUntil()).isEqualTo(NOON.plusSeconds(690));

    IncidentSummary late = told(record(GREW, 5, 3500));
    assertThat(late.joinsFrom()).isEqualTo(NOON.minusSeconds(100));
    assertThat(late.joinsUntil()).isEqualTo(NOON.plusSeconds(3600));

    IncidentSummary ended = told(record(CLOSED, 5, 90));
    assertThat(ended.joinsFrom()).isEqualTo(NOON);
    assertThat(ended.joinsUntil()).isEqualTo(NOON.plusSeconds(90));
  }

  private static final Origin ORIGIN = new Origin("incidents", 0, 7, NOON);

  private static Lifecycle grown(IncidentEvent... records) {
    Lifecycle item = Lifecycle.NONE;
    for (IncidentEvent record : records) {
      item = then(item, on(item, record));
    }
    return item;
  }

  private static Verdict on(Lifecycle item, IncidentEvent record) {
    return IncidentLifecycle.onRecord(item, record, told(record), ORIGIN, DECISION);
  }

  private static IncidentSummary told(IncidentEvent record) {
    return IncidentSummary.of(record, Duration.ofMinutes(10), Duration.ofHours(1));
  }

  /** The incident with so many members, the last one so many seconds past noon. */
  private static IncidentEvent record(Change change, int members, int lastSeconds) {
    int score = Math.min(100, 40 + members);
    return new IncidentEvent(
        ID,
        change,
        "by-host",
        "web-1",
        "ids.alert",
        Severity.HIGH,
        List.of(new IncidentMember("sensor", "A-1", "c".repeat(32))),
        List.of(),
        members,
        NOON,
        NOON.plusSeconds(lastSeconds),
        Map.of("host", "web-1"),
        score,
        Priority.P2,
        List.of(new Contribution("base", "base", score, null)),
        change == MERGED ? OTHER : null,
        null,
        false,
        "bank@1",
        "e".repeat(32),
        NOON.plusSeconds(lastSeconds));
  }
}
