package io.breakwater.domain.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.incident.IncidentKey;
import io.breakwater.domain.policy.ApprovalPolicy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Hold;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.Act;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.Operations;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the clocks make of what people do with an item. */
class WorkFoldTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final TraceContext TRACE = TraceContext.mint("exceptions", 0, 1);
  private static final String OTHER = "b".repeat(32);
  private static final PolicyTimeline POLICIES =
      PolicyTimeline.EMPTY.with(
          PolicyParser.parse(
              """
              policy: bank
              version: 1
              effective_from: 2026-01-01T00:00:00Z
              scoring:
                base: {LOW: 10, MEDIUM: 30, HIGH: 50, CRITICAL: 70}
                priorities: {P1: 80, P2: 60, P3: 30}
              routing: {default_desk: triage}
              desks: {triage: , cash: }
              slas:
                - {name: all, acknowledge: {within: PT10M}, resolve: {within: PT1H}}
              """));

  private final List<WorkRecord> records = new ArrayList<>();
  private Lifecycle item = Lifecycle.NONE;

  @Test
  void whoStartsItOrLetsItWaitHasSeenIt() {
    open(null);
    doing(new Operation.Start(), 60);
    assertThat(run().acknowledgedAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(fold().assignee()).isEqualTo("ana");

    again();
    doing(new Operation.Wait("the customer", true), 90);
    assertThat(run().acknowledgedAt()).isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void whoPutsItAsideHasNotAcknowledgedIt() {
    open(null);
    doing(new Operation.Snooze(NOON.plusSeconds(900), null), 60);
    assertThat(run().acknowledgedAt()).isNull();
  }

  @Test
  void aResolutionThatWasUndoneNeverStoppedAClock() {
    open(null);
    doing(new Operation.Claim(), 5);
    doing(new Operation.Resolve(null, null), 10);
    assertThat(run().resolvedAt()).isNotNull();
    doing(new Operation.Undo(), 20);
    assertThat(run().resolvedAt()).isNull();
    assertThat(fold().assignee()).isEqualTo("ana");
    doing(new Operation.Resolve(null, null), 30);
    assertThat(run().resolvedAt()).isEqualTo(NOON.plusSeconds(30));
  }

  @Test
  void whatIsTransferredIsOnThatDeskAndNobodyHasItThere() {
    open(null);
    doing(new Operation.Claim(), 5);
    doing(new Operation.Transfer("cash", null), 10);
    assertThat(fold())
        .extracting(ItemState::desk, ItemState::assignee)
        .containsExactly("cash", null);
    doing(new Operation.Escalate("triage", null), 20);
    assertThat(fold().desk()).isEqualTo("triage");
  }

  @Test
  void whatIsMergedHasNoClocksUntilItIsSplitOff() {
    open(null);
    doing(new Operation.Merge(OTHER), 60);
    assertThat(fold().clockFacts().runs()).allMatch(run -> run.plans().isEmpty());
    doing(new Operation.SplitOff(OTHER), 120);
    assertThat(run().openedAt()).isEqualTo(NOON);
    assertThat(run().plans()).hasSize(2);
  }

  @Test
  void aReopeningByAPersonStartsNewClocks() {
    open(null);
    doing(new Operation.Resolve(null, null), 10);
    doing(new Operation.Reopen("not at all"), 90);
    assertThat(fold().clockFacts().runs())
        .extracting(SlaRun::openedAt)
        .containsExactly(NOON, NOON.plusSeconds(90));
  }

  @Test
  void whatIsWrittenOnAHeldItemLeavesItHeldAndWhoTakesItEndsThat() {
    open(new Hold(NOON.plusSeconds(30), List.of(IncidentKey.of("by-host", "web-1"))));
    doing(new Operation.Comment("hm"), 1);
    doing(new Operation.Tag(List.of("vip")), 2);
    doing(new Operation.Undo(), 3);
    assertThat(fold().held()).isTrue();
    doing(new Operation.Claim(), 4);
    assertThat(fold().held()).isFalse();
  }

  @Test
  void theOrderInWhichRecordsComeDoesNotMatterToTheClocks() {
    open(null);
    doing(new Operation.Acknowledge(), 5);
    doing(new Operation.Resolve(null, null), 10);
    doing(new Operation.Undo(), 20);
    doing(new Operation.Merge(OTHER), 40);
    doing(new Operation.SplitOff(OTHER), 60);
    doing(new Operation.Resolve(null, null), 80);
    List<SlaRun> inOrder = fold().clockFacts().runs();
    for (int seed = 0; seed < 50; seed++) {
      List<WorkRecord> shuffled = new ArrayList<>(records.subList(1, records.size()));
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.add(0, records.get(0));
      shuffled.add(shuffled.get(2));
      assertThat(fold(shuffled).clockFacts().runs()).isEqualTo(inOrder);
    }
  }

  private void again() {
    records.clear();
    item = Lifecycle.NONE;
    open(null);
  }

  private void open(Hold hold) {
    ExceptionEvent event =
        new ExceptionEvent(
            "X-1", "ledger", Kind.RAISED, "a.b", Severity.HIGH, NOON, null, null, null, Map.of());
    ScoredException scored =
        new ScoredException(
            event.eventId(),
            event,
            TRACE,
            new Origin("exceptions", 0, 1, NOON),
            50,
            Priority.P3,
            List.of(),
            Map.of(),
            "bank@1",
            false);
    DecisionRecord decision =
        new DecisionRecord("triage", List.of(), List.of(), "bank@1", Map.of());
    write(item.onUpstream(scored, hold == null ? decision : decision.held(hold)));
  }

  private void doing(Operation operation, int seconds) {
    Act act = new Act("ana", NOON.plusSeconds(seconds), null);
    write(Operations.decide(item, operation, 0, act, ApprovalPolicy.NONE));
  }

  private void write(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Happens.class);
    for (WorkItemEvent event : ((Verdict.Happens) verdict).events()) {
      item = item.after(event);
      records.add(new WorkRecord(item.view().workItemId(), item.view().version(), NOON, event));
    }
  }

  private SlaRun run() {
    return fold().clockFacts().runs().get(0);
  }

  private ItemState fold() {
    return fold(records);
  }

  private static ItemState fold(List<WorkRecord> records) {
    ItemState state = ItemState.unknown(records.get(0).workItemId());
    WorkFold fold = new WorkFold(POLICIES);
    for (WorkRecord record : records) {
      state = fold.apply(state, record, TRACE);
    }
    return state;
  }
}
