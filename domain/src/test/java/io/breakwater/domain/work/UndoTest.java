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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UndoTest {

  private static final Operation UNDO = new Operation.Undo();
  private final Lifecycle item =
      doing(after(DECISION, scored(Kind.RAISED, 0)), new Operation.Claim(), "ana", NOON);

  static List<Operation> undoable() {
    return List.of(
        new Operation.Assign("bo", null),
        new Operation.Unassign(null),
        new Operation.Acknowledge(),
        new Operation.Start(),
        new Operation.Wait("the customer", true),
        new Operation.Snooze(NOON.plusSeconds(99), null),
        new Operation.Resolve("fixed", "note"),
        new Operation.Transfer("triage", null),
        new Operation.Escalate("triage", null),
        new Operation.Comment("oops"),
        new Operation.Tag(List.of("vip")),
        new Operation.MakeLink(Link.Relation.CAUSES, "b".repeat(32)));
  }

  @ParameterizedTest
  @MethodSource("undoable")
  void everythingIsAsBeforeAndTheJournalHasBoth(Operation operation) {
    Lifecycle done = doing(item, operation, "cy", NOON.plusSeconds(1));
    Verdict undo = ask(done, UNDO, "cy", NOON.plusSeconds(31));
    Lifecycle undone = then(done, undo);

    assertThat(Handling.of(undone.view())).isEqualTo(Handling.of(item.view()));
    assertThat(undone.view().version()).isEqualTo(item.view().version() + 2);
    WorkStep.Undone event = (WorkStep.Undone) ((Verdict.Happens) undo).events().get(0);
    assertThat(event.undoes()).isEqualTo(done.view().version());
    assertThat(ask(undone, UNDO, "cy", NOON.plusSeconds(32)))
        .as("an undo is not undone")
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void itIsTooLateAfterHalfAMinuteAndNobodyElseMay() {
    assertThat(ask(item, UNDO, "ana", NOON.plusSeconds(31)))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.reason()).contains("assigned").contains("30 seconds"));
    assertThat(ask(item, UNDO, "bo", NOON.plusSeconds(1)))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.reason()).contains("by ana"));
  }

  @Test
  void whatUpstreamUpdatesMeanwhileStays() {
    Lifecycle resolved = doing(item, new Operation.Resolve(null, null), "ana", NOON.plusSeconds(1));
    Lifecycle updated = then(resolved, resolved.onUpstream(scored(Kind.UPDATED, 5), DECISION));
    Lifecycle undone = doing(updated, UNDO, "ana", NOON.plusSeconds(10));

    assertThat(undone.view().state()).isEqualTo(WorkItemState.ASSIGNED);
    assertThat(undone.view().score()).isEqualTo(55);
    assertThat(undone.view().resolvedAt()).isNull();
  }

  @Test
  void whatUpstreamDidItselfCannotBeUndone() {
    Lifecycle resolved = then(item, item.onUpstream(scored(Kind.RESOLVED, 5), DECISION));

    assertThat(ask(resolved, UNDO, "ana", NOON.plusSeconds(6))).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void whoTookItFromItsIncidentPutsItIntoTheQueueAndACommentOnAHeldItemLeavesItHeld() {
    Lifecycle held = after(HELD, scored(Kind.RAISED, 0));
    Lifecycle taken = doing(held, new Operation.Claim(), "ana", NOON);
    assertThat(doing(taken, UNDO, "ana", NOON).view().state()).isEqualTo(WorkItemState.QUEUED);

    Lifecycle commented = doing(held, new Operation.Comment("hm"), "ana", NOON);
    assertThat(doing(commented, UNDO, "ana", NOON).view())
        .extracting(WorkItemView::state, WorkItemView::heldUntil)
        .containsExactly(WorkItemState.HELD, NOON.plusSeconds(30));
  }
}
