package io.breakwater.sla.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.domain.sla.WorkFold;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WaitReason;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkNote;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.domain.work.WorkStep;
import io.breakwater.sla.WorkRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who hears of what people do with an item. */
class WorkNotificationsTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final String OTHER = "b".repeat(32);
  private static final PolicyTimeline POLICIES =
      PolicyTimeline.EMPTY.with(
          PolicyParser.parse(
              """
              policy: test
              version: 1
              effective_from: 2026-01-01T00:00:00Z
              scoring:
                base: {LOW: 10, MEDIUM: 30, HIGH: 50, CRITICAL: 70}
                priorities: {P1: 80, P2: 60, P3: 30}
              routing: {default_desk: triage}
              desks: {triage: }
              notifications:
                channels: {console: {type: live}}
                rules:
                  - name: everything
                    on: [opened, assigned, acknowledged, resolved, reopened]
                    channels: [console]
              """));

  private final WorkRecords records = new WorkRecords("X-1", "test.slow");
  private final String trace = records.opened(1, NOON).event().traceId();

  @Test
  void whatIsSplitOffIsWorkAgainAndSomebodyHearsOfIt() {
    assertThat(
            told(
                new WorkStep.Merged("triage", OTHER, trace, NOON, "ana", null),
                new WorkStep.SplitOff("triage", OTHER, 2, trace, NOON, "ana", null)))
        .containsExactly("reopened:3");
  }

  @Test
  void aReopeningByAPersonIsTold() {
    assertThat(
            told(
                new WorkItemEvent.Resolved("triage", null, null, "fixed", null, trace, NOON, "ana"),
                new WorkItemEvent.Reopened(
                    "triage", null, null, null, "no", trace, NOON, "ana", null)))
        .containsExactly("resolved:2", "reopened:3");
  }

  @Test
  void whatIsNoOccasionOfThePolicyTellsNobody() {
    assertThat(
            told(
                new WorkStep.Started("triage", "ana", trace, NOON, "ana", null),
                new WorkStep.Waited(
                    "triage", new WaitReason("them", true), trace, NOON, "ana", null),
                new WorkStep.Transferred("cash", "triage", null, trace, NOON, "ana", null),
                new WorkNote.Commented("hm", trace, NOON, "ana", null)))
        .isEmpty();
  }

  /** The steps that are told of these events, which follow the opening. */
  private List<String> told(WorkItemEvent... events) {
    WorkFold fold = new WorkFold(POLICIES);
    TraceContext span = new TraceContext(trace, "00f067aa0ba902b7");
    WorkRecord opened = records.opened(1, NOON);
    ItemState state = fold.apply(ItemState.unknown(opened.workItemId()), opened, span);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < events.length; i++) {
      WorkRecord record = new WorkRecord(opened.workItemId(), i + 2, NOON, events[i]);
      ItemState after = fold.apply(state, record, span);
      WorkNotifications.of(POLICIES, state, after, record, NOON).stream()
          .map(Notification::step)
          .forEach(told::add);
      state = after;
    }
    return told;
  }
}
