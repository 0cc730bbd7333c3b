package io.breakwater.domain.work;

import static io.breakwater.domain.work.WorkExamples.DECISION;
import static io.breakwater.domain.work.WorkExamples.NOON;
import static io.breakwater.domain.work.WorkExamples.after;
import static io.breakwater.domain.work.WorkExamples.scored;
import static io.breakwater.domain.work.WorkExamples.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.policy.ApprovalPolicy;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.work.WorkNote.ApprovalEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalsTest {

  private static final ApprovalPolicy TWO =
      new ApprovalPolicy(
          List.of(
              new ApprovalPolicy.Rule(
                  "write-off",
                  Set.of(OperationKind.RESOLVE),
                  Condition.ALWAYS,
                  Duration.ofHours(1))));
  private static final Operation RESOLVE = new Operation.Resolve("written-off", "too old");
  private static final Operation APPROVE = new Operation.Approve("agreed");

  private final Lifecycle item = after(DECISION, scored(Kind.RAISED, 0));
  private final Lifecycle asked = then(item, ask(item, RESOLVE, "ana", NOON));

  @Test
  void whatTheRuleWantsWaitsAndTheRestHappensAtOnce() {
    assertThat(asked.view().state()).isEqualTo(WorkItemState.QUEUED);
    assertThat(asked.view().approval())
        .extracting(Approval::operation, Approval::requestedBy, Approval::rule)
        .containsExactly(RESOLVE, "ana", "write-off");
    assertThat(asked.view().approval().expiresAt()).isEqualTo(NOON.plusSeconds(3600));
    assertThat(then(item, ask(item, new Operation.Start(), "ana", NOON)).view().state())
        .isEqualTo(WorkItemState.IN_PROGRESS);
  }

  @Test
  void anotherPersonApprovesAndItHappensInTheNameOfWhoAsked() {
    Verdict approved = ask(asked, APPROVE, "bo", NOON.plusSeconds(60));

    assertThat(((Verdict.Happens) approved).events())
        .extracting(e -> e.getClass().getSimpleName() + " by " + e.by())
        .containsExactly("ApprovalEnded by bo", "Resolved by ana");
    Lifecycle done = then(asked, approved);
    assertThat(done.view().state()).isEqualTo(WorkItemState.RESOLVED);
    assertThat(done.view().resolution()).isEqualTo("written-off");
    assertThat(done.view().approval()).isNull();
  }

  @Test
  void nobodyApprovesAlone() {
    assertThat(ask(asked, APPROVE, "ana", NOON)).isInstanceOf(Verdict.Refused.class);
    assertThat(ask(item, APPROVE, "bo", NOON)).isInstanceOf(Verdict.Refused.class);
    assertThat(ask(asked, RESOLVE, "ana", NOON)).isInstanceOf(Verdict.AlreadySo.class);
    assertThat(ask(asked, RESOLVE, "bo", NOON))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, r -> assertThat(r.reason()).contains("ana asked for"));
  }

  @Test
  void anotherPersonRejectsAndWhoAskedWithdraws() {
    assertThat(end(ask(asked, new Operation.Reject("no"), "bo", NOON)))
        .isEqualTo(ApprovalEnded.End.REJECTED);
    assertThat(end(ask(asked, new Operation.Reject(null), "ana", NOON)))
        .isEqualTo(ApprovalEnded.End.WITHDRAWN);
    Lifecycle rejected = then(asked, ask(asked, new Operation.Reject("no"), "bo", NOON));
    assertThat(rejected.view().approval()).isNull();
    assertThat(ask(rejected, APPROVE, "bo", NOON)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void whatNobodyApprovedInTimeExpires() {
    Instant end = NOON.plusSeconds(3600);
    assertThat(Operations.expire(asked, end.minusSeconds(1))).isInstanceOf(Verdict.AlreadySo.class);
    assertThat(ask(asked, APPROVE, "bo", end)).isInstanceOf(Verdict.Refused.class);

    Lifecycle expired = then(asked, Operations.expire(asked, end));
    assertThat(expired.view().approval()).isNull();
    assertThat(Operations.expire(expired, end)).isInstanceOf(Verdict.AlreadySo.class);
  }

  @Test
  void whatCannotHappenAnyMoreIsNotApproved() {
    Lifecycle resolved = then(asked, asked.onUpstream(scored(Kind.RESOLVED, 9), DECISION));

    assertThat(ask(resolved, APPROVE, "bo", NOON.plusSeconds(10)))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, r -> assertThat(r.reason()).contains("RESOLVED"));
  }

  private static ApprovalEnded.End end(Verdict verdict) {
    return ((ApprovalEnded) ((Verdict.Happens) verdict).events().get(0)).end();
  }

  private static Verdict ask(Lifecycle item, Operation operation, String by, Instant at) {
    return Operations.decide(item, operation, 0, new Act(by, at, null), TWO);
  }
}
