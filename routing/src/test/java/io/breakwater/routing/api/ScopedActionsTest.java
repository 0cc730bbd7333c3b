package io.breakwater.routing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.access.Role;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.domain.work.WorkStep;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.ProblemException;
import io.breakwater.routing.Scored;
import io.breakwater.routing.api.WorkItemActions.Outcome;
import io.breakwater.routing.api.WorkItemActions.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ScopedActionsTest {
  private static final Order CLAIM = new Order(new Operation.Claim(), "ana", 0, null, false);
  private static final Order GIVE_BACK =
      new Order(new Operation.Unassign(null), "ana", 0, null, false);
  private static final Order UNDO = new Order(new Operation.Undo(), "ana", 0, null, false);

  private final Memory items = new Memory();

  ScopedActionsTest() {
    items.put("own", opened("payments"));
    items.put("other", opened("triage"));
  }

  @Test
  void anOperatorWorksOnTheItemsOfTheirDesk() {
    ScopedActions ana = as(Role.OPERATOR, Role.OPERATOR);

    ana.operate("own", CLAIM).toCompletableFuture().join();
    ana.claimNext("payments", "ana");
    refused(
        () -> ana.operate("other", CLAIM).toCompletableFuture().join(),
        "This needs role operator on desk \"triage\", and ana has operator of payments.");
    refused(() -> ana.claimNext("triage", "ana"), "operator on desk \"triage\"");
    assertThat(items.done).containsExactly("claim own", "next payments");
  }

  @Test
  void ofManyThoseOfOtherDesksAreRefusedEachForItself() {
    List<Outcome> outcomes =
        as(Role.LEAD, Role.LEAD)
            .bulk(List.of(new Target("other", 0), new Target("own", 3)), CLAIM)
            .toCompletableFuture()
            .join();

    assertThat(outcomes).extracting(Outcome::workItemId).containsExactly("other", "own");
    assertThat(outcomes).extracting(Outcome::status).containsExactly(403, 200);
    assertThat(outcomes.get(0).problem().detail()).contains("lead on desk \"triage\"");
    assertThat(items.done).containsExactly("bulk own");
  }

  @Test
  void bothSidesOfAMergeMustBeTheirs() {
    ScopedActions ana = as(Role.OPERATOR, Role.OPERATOR);
    Target own = new Target("own", 0);

    refused(
        () -> ana.merge(own, List.of("other"), "ana", null).toCompletableFuture().join(), "triage");
    refused(
        () -> ana.split(own, List.of("other"), "ana", null).toCompletableFuture().join(), "triage");
    ana.merge(own, List.of("own"), "ana", null).toCompletableFuture().join();
    assertThat(items.done).containsExactly("merge own");
  }

  @Test
  void onlyALeadTakesWorkFromSomebodyElse() {
    items.put("own", assigned(opened("payments"), "bo"));
    items.put("mine", assigned(opened("payments"), "ana"));

    refused(
        () ->
            as(Role.OPERATOR, Role.OPERATOR).operate("own", GIVE_BACK).toCompletableFuture().join(),
        "Taking work from somebody else needs role lead on desk \"payments\"");
    as(Role.OPERATOR, Role.OPERATOR).operate("mine", GIVE_BACK).toCompletableFuture().join();
    as(Role.LEAD, Role.OPERATOR).operate("own", GIVE_BACK).toCompletableFuture().join();
    assertThat(items.done).containsExactly("unassign mine", "unassign own");
  }

  @Test
  void whoGaveAnItemAwayMayUndoThat() {
    WorkItemView away =
        opened("payments")
            .after(
                new WorkStep.Transferred(
                    "triage", "payments", null, "t".repeat(32), Scored.NOON, "ana", null));
    items.put("away", away);
    assertThat(away.desk()).isEqualTo("triage");

    as(Role.OPERATOR, Role.OPERATOR).operate("away", UNDO).toCompletableFuture().join();
    refused(
        () -> as(Role.OPERATOR, Role.OPERATOR).operate("away", CLAIM).toCompletableFuture().join(),
        "triage");
    assertThat(items.done).containsExactly("undo away");
  }

  /** Ana, who has a role on desk payments, asks for what needs another. */
  private ScopedActions as(Role has, Role needed) {
    Caller ana = new Caller("ana", Map.of(has, DeskScope.of("payments")), false);
    return new ScopedActions(items, Access.of(ana, needed));
  }

  private static void refused(ThrowingCallable what, String detail) {
    assertThatThrownBy(what)
        .satisfies(
            thrown -> {
              Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
              assertThat(((ProblemException) cause).problem().status()).isEqualTo(403);
              assertThat(cause).hasMessageContaining(detail);
            });
  }

  private static WorkItemView opened(String desk) {
    DecisionRecord decision = new DecisionRecord(desk, List.of(), List.of(), "bank@1", Map.of());
    Verdict verdict = Lifecycle.NONE.onUpstream(Scored.of("X-1", Kind.RAISED, 0, 1), decision);
    return Lifecycle.NONE.after(((Verdict.Happens) verdict).event()).view();
  }

  private static WorkItemView assigned(WorkItemView item, String to) {
    return item.after(
        new WorkItemEvent.Assigned(
            item.desk(), to, null, item.traceId(), Scored.NOON, "desk:" + item.desk()));
  }

  /** Remembers what it was asked for. */
  private static final class Memory implements WorkItemActions {
    private final Map<String, WorkItemView> all = new HashMap<>();
    private final List<String> done = new ArrayList<>();

    void put(String id, WorkItemView item) {
      all.put(id, item);
    }

    @Override
    public CompletionStage<WorkItemView> find(String id) {
      return CompletableFuture.completedFuture(all.get(id));
    }

    @Override
    public CompletionStage<WorkItemView> operate(String id, Order order) {
      done.add(order.operation().kind().path() + " " + id);
      return find(id);
    }

    @Override
    public CompletionStage<WorkItemView> claimNext(String desk, String by) {
      done.add("next " + desk);
      return find("own");
    }

    @Override
    public CompletionStage<List<Outcome>> bulk(List<Target> targets, Order order) {
      targets.forEach(target -> done.add("bulk " + target.workItemId()));
      return CompletableFuture.completedFuture(
          targets.stream()
              .map(t -> new Outcome(t.workItemId(), 200, all.get(t.workItemId()), null))
              .toList());
    }

    @Override
    public CompletionStage<WorkItemView> merge(
        Target survivor, List<String> others, String by, String key) {
      done.add("merge " + survivor.workItemId());
      return find(survivor.workItemId());
    }

    @Override
    public CompletionStage<WorkItemView> split(
        Target survivor, List<String> others, String by, String key) {
      done.add("split " + survivor.workItemId());
      return find(survivor.workItemId());
    }
  }
}
