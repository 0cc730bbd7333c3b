package io.breakwater.domain.work;

import static io.breakwater.domain.work.WorkExamples.DECISION;
import static io.breakwater.domain.work.WorkExamples.HELD;
import static io.breakwater.domain.work.WorkExamples.NOON;
import static io.breakwater.domain.work.WorkExamples.after;
import static io.breakwater.domain.work.WorkExamples.ask;
import static io.breakwater.domain.work.WorkExamples.doing;
import static io.breakwater.domain.work.WorkExamples.scored;
import static io.breakwater.domain.work.WorkExamples.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergingTest {

  private static final String OTHER = "b".repeat(32);
  private final Lifecycle alone = after(DECISION, scored(Kind.RAISED, 0));
  private final String self = alone.view().workItemId();
  private final Lifecycle joined = doing(alone, new Operation.Join(OTHER), "ana", NOON);

  @Test
  void oneSurvivesAndTheOtherIsClosedAndSaysWhere() {
    assertThat(joined.view().links()).containsExactly(new Link(Link.Relation.MERGED, OTHER));
    Lifecycle merged = doing(alone, new Operation.Merge(OTHER), "ana", NOON);
    assertThat(merged.view())
        .extracting(WorkItemView::state, WorkItemView::resolution, WorkItemView::mergedInto)
        .containsExactly(WorkItemState.CLOSED, "merged", OTHER);
    assertThat(ask(merged, new Operation.Merge(OTHER), "ana", NOON))
        .isInstanceOf(Verdict.AlreadySo.class);
    assertThat(ask(joined, new Operation.Join(OTHER), "ana", NOON))
        .isInstanceOf(Verdict.AlreadySo.class);
    assertThat(ask(merged, new Operation.Reopen(null), "ana", NOON))
        .isInstanceOfSatisfying(Verdict.Refused.class, r -> assertThat(r.reason()).contains(OTHER));
  }

  @Test
  void twoThatAreMergedIntoEachOtherAtOnceBothStay() {
    assertThat(ask(joined, new Operation.Merge(OTHER), "bo", NOON))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(ask(alone, new Operation.Join(self), "bo", NOON))
        .isInstanceOf(Verdict.Refused.class);
    Lifecycle parted = doing(joined, new Operation.Part(OTHER), "policy", NOON);
    assertThat(parted.view().links()).isEmpty();
  }

  @Test
  void upstreamResolvesTheSurvivorWithTheLastOfThem() {
    Lifecycle own = then(joined, joined.onUpstream(scored(Kind.RESOLVED, 5), DECISION));
    assertThat(own.view().state()).isEqualTo(WorkItemState.QUEUED);
    assertThat(own.onUpstream(scored(Kind.RESOLVED, 5), DECISION))
        .isInstanceOf(Verdict.AlreadySo.class);

    Lifecycle both = then(own, Operations.follow(own, OTHER, other(Kind.RESOLVED, 9)));
    assertThat(both.view().state()).isEqualTo(WorkItemState.RESOLVED);
    assertThat(Operations.follow(both, OTHER, other(Kind.RESOLVED, 9)))
        .isInstanceOf(Verdict.AlreadySo.class);

    Lifecycle first = then(joined, Operations.follow(joined, OTHER, other(Kind.RESOLVED, 9)));
    assertThat(first.view().state()).isEqualTo(WorkItemState.QUEUED);
    assertThat(then(first, first.onUpstream(scored(Kind.RESOLVED, 5), DECISION)).view().state())
        .isEqualTo(WorkItemState.RESOLVED);
  }

  @Test
  void aRaisedAfterItsResolvedHasToBeResolvedAgain() {
    Lifecycle item = then(joined, Operations.follow(joined, OTHER, other(Kind.RESOLVED, 5)));
    item = then(item, Operations.follow(item, OTHER, other(Kind.RAISED, 8)));
    item = then(item, Operations.follow(item, OTHER, other(Kind.RAISED, 3)));
    item = then(item, item.onUpstream(scored(Kind.RESOLVED, 9), DECISION));
    assertThat(item.view().state()).isEqualTo(WorkItemState.QUEUED);
    item = then(item, Operations.follow(item, OTHER, other(Kind.RESOLVED, 10)));
    assertThat(item.view().state()).isEqualTo(WorkItemState.RESOLVED);
  }

  @Test
  void theSurvivorIsAsUrgentAsTheMostUrgentAndIsReopenedByAny() {
    Lifecycle item = then(joined, Operations.follow(joined, OTHER, other(Kind.UPDATED, 40)));
    assertThat(item.view().score()).isEqualTo(90);
    assertThat(item.view().priority()).isEqualTo(Priority.P2);

    Lifecycle resolved =
        doing(item, new Operation.Resolve(null, null), "ana", NOON.plusSeconds(60));
    Lifecycle again = then(resolved, Operations.follow(resolved, OTHER, other(Kind.RAISED, 61)));
    assertThat(again.view().state()).isEqualTo(WorkItemState.QUEUED);
    assertThat(again.view().exceptionId()).isEqualTo("X-1");
    Lifecycle earlier = then(resolved, Operations.follow(resolved, OTHER, other(Kind.RAISED, 59)));
    assertThat(earlier.view().state()).isEqualTo(WorkItemState.RESOLVED);
  }

  @Test
  void whatIsMergedStaysMergedWhateverUpstreamSays() {
    Lifecycle merged = doing(alone, new Operation.Merge(OTHER), "ana", NOON);
    for (Kind kind : List.of(Kind.UPDATED, Kind.RESOLVED, Kind.RAISED)) {
      merged = then(merged, merged.onUpstream(scored(kind, 10 + kind.ordinal()), DECISION));
      assertThat(merged.view().state()).isEqualTo(WorkItemState.CLOSED);
    }
  }

  @Test
  void splittingTakesOutWhatWasMergedOrAbsorbed() {
    Lifecycle merged = doing(alone, new Operation.Merge(OTHER), "ana", NOON);
    Verdict split = ask(merged, new Operation.SplitOff(OTHER), "bo", NOON);
    assertThat(then(merged, split).view())
        .extracting(WorkItemView::state, WorkItemView::resolution, WorkItemView::mergedInto)
        .containsExactly(WorkItemState.QUEUED, null, null);
    WorkStep.SplitOff event = (WorkStep.SplitOff) ((Verdict.Happens) split).events().get(0);
    assertThat(event.undoes()).isEqualTo(2);

    Lifecycle held = after(HELD, scored(Kind.RAISED, 0));
    Lifecycle absorbed = then(held, held.absorb("a".repeat(32), OTHER, NOON));
    assertThat(doing(absorbed, new Operation.SplitOff(OTHER), "bo", NOON).view())
        .extracting(WorkItemView::state, WorkItemView::absorbedInto, WorkItemView::incidentId)
        .containsExactly(WorkItemState.QUEUED, null, null);
    assertThat(ask(alone, new Operation.SplitOff(OTHER), "bo", NOON))
        .isInstanceOf(Verdict.Refused.class);
  }

  /** An event of the exception whose item was merged into this one. */
  private static ScoredException other(Kind kind, int seconds) {
    ScoredException like = scored(kind, seconds);
    return new ScoredException(
        io.breakwater.domain.identity.Identity.hash128("other", like.eventId()),
        like.event(),
        like.trace(),
        like.origin(),
        like.score(),
        like.priority(),
        like.contributions(),
        like.features(),
        like.policyVersion(),
        like.late());
  }
}
