package io.breakwater.domain.work;

import static io.breakwater.domain.work.WorkExamples.DECISION;
import static io.breakwater.domain.work.WorkExamples.HELD;
import static io.breakwater.domain.work.WorkExamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.policy.ApprovalPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds after any sequence of operations, upstream events and passing time. */
class OperationModelTest {

  private static final String SURVIVOR = "b".repeat(32);
  private static final ApprovalPolicy CAREFUL =
      new ApprovalPolicy(
          List.of(
              new ApprovalPolicy.Rule(
                  "two",
                  Set.of(OperationKind.CLOSE, OperationKind.TRANSFER),
                  io.breakwater.domain.rule.Condition.ALWAYS,
                  Duration.ofMinutes(10))));

  /** One thing that happens, so many seconds after the one before. */
  record Stimulus(String by, Operation operation, ScoredException upstream, int seconds) {}

  @Property
  void theViewKeepsItsPromises(@ForAll("stories") List<Stimulus> story, @ForAll boolean held) {
    Lifecycle item =
        WorkExamples.after(held ? HELD : DECISION, WorkExamples.scored(Kind.RAISED, 0));
    List<WorkItemEvent> journal = new ArrayList<>();
    Instant now = NOON;
    for (Stimulus stimulus : story) {
      now = now.plusSeconds(stimulus.seconds());
      Verdict verdict = verdict(item, stimulus, now);
      if (verdict instanceof Verdict.Happens happens) {
        WorkItemView before = item.view();
        for (WorkItemEvent event : happens.events()) {
          item = item.after(event);
          journal.add(event);
        }
        assertThat(item.failure()).isNull();
        assertThat(item.view().version()).isEqualTo(before.version() + happens.events().size());
        assertThat(happens.events().get(0).by()).isEqualTo(by(stimulus));
      }
      promises(item.view());
    }
    // The fold of the journal is the same item: nothing is remembered elsewhere.
    Lifecycle replayed =
        WorkExamples.after(held ? HELD : DECISION, WorkExamples.scored(Kind.RAISED, 0));
    for (WorkItemEvent event : journal) {
      replayed = replayed.after(event);
    }
    assertThat(replayed.view()).isEqualTo(item.view());
    assertThat(replayed.memory()).isEqualTo(item.memory());
  }

  private static Verdict verdict(Lifecycle item, Stimulus stimulus, Instant now) {
    return stimulus.operation() == null
        ? item.onUpstream(stimulus.upstream(), DECISION)
        : Operations.decide(
            item, stimulus.operation(), 0, new Act(stimulus.by(), now, null), CAREFUL);
  }

  private static String by(Stimulus stimulus) {
    return stimulus.operation() == null ? Lifecycle.UPSTREAM : stimulus.by();
  }

  private static void promises(WorkItemView view) {
    assertThat(view.desk()).isIn("payments", "triage", "cash");
    assertThat(view.waiting() != null).isEqualTo(view.state() == WorkItemState.WAITING);
    assertThat(view.snoozedUntil() != null).isEqualTo(view.state() == WorkItemState.SNOOZED);
    boolean setAside =
        view.state() == WorkItemState.WAITING || view.state() == WorkItemState.SNOOZED;
    assertThat(view.resumesTo() != null).isEqualTo(setAside);
    if (setAside) {
      assertThat(view.resumesTo().isOpen()).isTrue();
      assertThat(view.resumesTo()).isNotIn(WorkItemState.HELD, view.state());
    }
    if (view.state() == WorkItemState.QUEUED || view.state() == WorkItemState.HELD) {
      assertThat(view.assignee()).isNull();
    }
    if (view.state() == WorkItemState.ASSIGNED || view.state() == WorkItemState.IN_PROGRESS) {
      assertThat(view.assignee()).isNotNull();
    }
    assertThat(view.resolution() != null).isEqualTo(!view.state().isOpen());
    if (view.mergedInto() != null) {
      assertThat(view.state()).isEqualTo(WorkItemState.CLOSED);
    }
    assertThat(view.tags()).isSorted().doesNotHaveDuplicates();
    assertThat(view.links()).isSorted().doesNotHaveDuplicates();
    if (view.approval() != null) {
      assertThat(view.approval().operation().kind().canNeedApproval()).isTrue();
    }
  }

  @Provide
  Arbitrary<List<Stimulus>> stories() {
    Arbitrary<Stimulus> people =
        Combinators.combine(
                Arbitraries.of("ana", "bo", "cy"),
                operations(),
                Arbitraries.integers().between(0, 40))
            .as((by, operation, seconds) -> new Stimulus(by, operation, null, seconds));
    Arbitrary<Stimulus> upstream =
        Combinators.combine(
                Arbitraries.of(Kind.class),
                Arbitraries.integers().between(0, 400),
                Arbitraries.integers().between(0, 10))
            .as(
                (kind, at, seconds) ->
                    new Stimulus(null, null, WorkExamples.scored(kind, at), seconds));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, people), net.jqwik.api.Tuple.of(1, upstream))
        .list()
        .ofMaxSize(40);
  }

  private static Arbitrary<Operation> operations() {
    return Arbitraries.of(
        new Operation.Claim(),
        new Operation.Assign("bo", null),
        new Operation.Unassign(null),
        new Operation.Acknowledge(),
        new Operation.Start(),
        new Operation.Wait("counterparty", true),
        new Operation.Snooze(NOON.plusSeconds(3600), null),
        new Operation.Resume(),
        new Operation.Resolve(null, null),
        new Operation.Close(null),
        new Operation.Reopen(null),
        new Operation.Transfer("triage", null),
        new Operation.Escalate("cash", null),
        new Operation.Escalate(null, null),
        new Operation.Comment("hm"),
        new Operation.Tag(List.of("vip", "late")),
        new Operation.Untag(List.of("vip")),
        new Operation.MakeLink(Link.Relation.CAUSES, SURVIVOR),
        new Operation.Unlink(Link.Relation.CAUSES, SURVIVOR),
        new Operation.Undo(),
        new Operation.Undo(),
        new Operation.Approve(null),
        new Operation.Reject(null),
        new Operation.Merge(SURVIVOR),
        new Operation.SplitOff(SURVIVOR),
        new Operation.Join("c".repeat(32)),
        new Operation.Part("c".repeat(32)));
  }
}
