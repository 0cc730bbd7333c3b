package io.breakwater.domain.work;

import static io.breakwater.domain.event.Kind.RAISED;
import static io.breakwater.domain.event.Kind.RESOLVED;
import static io.breakwater.domain.work.WorkExamples.DECISION;
import static io.breakwater.domain.work.WorkExamples.NOON;
import static io.breakwater.domain.work.WorkExamples.ask;
import static io.breakwater.domain.work.WorkExamples.doing;
import static io.breakwater.domain.work.WorkExamples.scored;
import static io.breakwater.domain.work.WorkExamples.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.ScoredException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LifecycleTest {

  @Test
  void theFirstRaisedOpensTheItemOnTheDecidedDesk() {
    Lifecycle item = after(scored(RAISED, 0));

    assertThat(item.view().state()).isEqualTo(WorkItemState.QUEUED);
    assertThat(item.view().desk()).isEqualTo("payments");
    assertThat(item.view().version()).isEqualTo(1);
    assertThat(item.view().traceId()).isEqualTo(scored(RAISED, 0).trace().traceId());
  }

  @Test
  void theSameRecordAgainChangesNothing() {
    assertThat(after(scored(RAISED, 0)).onUpstream(scored(RAISED, 0), DECISION))
        .isInstanceOf(Verdict.AlreadySo.class);
  }

  @Test
  void theSameEventFromAnotherRecordIsAProducersDuplicate() {
    ScoredException first = scored(RAISED, 0);
    ScoredException again =
        new ScoredException(
            first.eventId(),
            first.event(),
            first.trace(),
            new Origin("exceptions", 0, 4711, NOON),
            first.score(),
            first.priority(),
            List.of(),
            Map.of(),
            "bank@1",
            false);

    assertThat(after(first).onUpstream(again, DECISION)).isInstanceOf(Verdict.Duplicate.class);
  }

  @Test
  void aResolvedThatOvertakesItsRaisedOpensTheItemResolvedAndTheRaisedOnlyAddsToIt() {
    Lifecycle item = after(scored(RESOLVED, 5), scored(RAISED, 0));

    assertThat(item.view().state()).isEqualTo(WorkItemState.RESOLVED);
    assertThat(item.view().openedAt()).isEqualTo(NOON);
    assertThat(item.view().version()).isEqualTo(2);
  }

  @Test
  void atEqualTimesResolvedWins() {
    assertThat(after(scored(RAISED, 0), scored(RESOLVED, 0)).view().state())
        .isEqualTo(WorkItemState.RESOLVED);
    assertThat(after(scored(RESOLVED, 0), scored(RAISED, 0)).view().state())
        .isEqualTo(WorkItemState.RESOLVED);
  }

  @Test
  void aLaterRaisedReopens() {
    Lifecycle item = after(scored(RAISED, 0), scored(RESOLVED, 5), scored(RAISED, 6));

    assertThat(item.view().state()).isEqualTo(WorkItemState.QUEUED);
    assertThat(item.view().resolution()).isNull();
  }

  @Test
  void aResolvedOlderThanTheLatestRaisedDoesNotResolve() {
    assertThat(after(scored(RAISED, 6), scored(RESOLVED, 5)).view().state())
        .isEqualTo(WorkItemState.QUEUED);
  }

  @Property
  void theOrderOfArrivalDoesNotMatter(
      @ForAll @Size(min = 1, max = 7) List<@IntRange(min = 0, max = 11) Integer> happenings,
      @ForAll long seed) {
    List<ScoredException> inOrder =
        happenings.stream().distinct().map(h -> scored(Kind.values()[h % 3], h / 3)).toList();
    List<ScoredException> shuffled = new ArrayList<>(inOrder);
    Collections.shuffle(shuffled, new Random(seed));

    WorkItemView one = after(inOrder.toArray(ScoredException[]::new)).view();
    WorkItemView other = after(shuffled.toArray(ScoredException[]::new)).view();

    assertThat(other.state()).isEqualTo(one.state());
    assertThat(other.openedAt()).isEqualTo(one.openedAt());
    assertThat(other.raisedAt()).isEqualTo(one.raisedAt());
    assertThat(other.resolvedAt()).isEqualTo(one.resolvedAt());
    assertThat(other.changedAt()).isEqualTo(one.changedAt());
    assertThat(other.version()).isEqualTo(one.version());
    if (one.scoredAt() != null) {
      assertThat(other.score()).isEqualTo(one.score());
    }
  }

  @Test
  void aPersonTakesAcknowledgesAndResolvesAndTheDeskStays() {
    Lifecycle item = after(scored(RAISED, 0));
    item = doing(item, new Operation.Assign("ana", "claimed"), "ana", NOON);
    assertThat(item.view().assignee()).isEqualTo("ana");
    assertThat(item.view().desk()).isEqualTo("payments");
    item = doing(item, new Operation.Acknowledge(), "ana", NOON);
    assertThat(item.view().state()).isEqualTo(WorkItemState.ACKNOWLEDGED);
    item =
        doing(item, new Operation.Resolve("fixed", "amended the SSI"), "ana", NOON.plusSeconds(60));
    assertThat(item.view().state()).isEqualTo(WorkItemState.RESOLVED);
    assertThat(item.view().resolution()).isEqualTo("fixed");
  }

  @Test
  void whatIsDoneIsRefusedWithAReason() {
    Lifecycle item = after(scored(RAISED, 0), scored(RESOLVED, 1));

    for (Verdict v :
        List.of(
            ask(item, new Operation.Assign("ana", "claimed"), "ana", NOON),
            ask(item, new Operation.Acknowledge(), "ana", NOON),
            ask(item, new Operation.Resolve("fixed", null), "ana", NOON))) {
      assertThat(v).isInstanceOf(Verdict.Refused.class);
      assertThat(((Verdict.Refused) v).reason()).contains("RESOLVED").contains("reopens");
    }
  }

  @Test
  void acknowledgingTwiceAndAssigningTheSamePersonTwiceAreNoOps() {
    Lifecycle item = after(scored(RAISED, 0));
    Lifecycle assigned = doing(item, new Operation.Assign("ana", "claimed"), "ana", NOON);
    assertThat(ask(assigned, new Operation.Assign("ana", "claimed"), "ana", NOON))
        .isInstanceOf(Verdict.AlreadySo.class);
    Lifecycle acknowledged = doing(assigned, new Operation.Acknowledge(), "ana", NOON);
    assertThat(ask(acknowledged, new Operation.Acknowledge(), "ana", NOON))
        .isInstanceOf(Verdict.AlreadySo.class);
  }

  @Test
  void theDeskOffersOnlyWhatNobodyHas() {
    Lifecycle item = after(scored(RAISED, 0));
    Lifecycle assigned = then(item, item.offer("payments", "ana", "least loaded", NOON));
    assertThat(assigned.view().assignee()).isEqualTo("ana");
    assertThat(assigned.offer("payments", "bo", "least loaded", NOON))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(item.offer("triage", "ana", "least loaded", NOON))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void anUpstreamRaisedLaterThanAPersonsResolutionReopensAndAnEarlierOneDoesNot() {
    Lifecycle item = after(scored(RAISED, 0));
    Lifecycle resolved =
        doing(item, new Operation.Resolve("fixed", null), "ana", NOON.plusSeconds(10));
    assertThat(then(resolved, resolved.onUpstream(scored(RAISED, 9), DECISION)).view().state())
        .isEqualTo(WorkItemState.RESOLVED);
    assertThat(then(resolved, resolved.onUpstream(scored(RAISED, 11), DECISION)).view().state())
        .isEqualTo(WorkItemState.QUEUED);
  }

  private static Lifecycle after(ScoredException... events) {
    return WorkExamples.after(DECISION, events);
  }
}
