package io.breakwater.domain.sla.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.Target;
import io.breakwater.domain.sla.WorkFold;
import io.breakwater.domain.sla.report.SlaMark.What;
import io.breakwater.domain.sla.report.SlaReport.Revision;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ItemReportTest {
  private static final Instant T0 = Instant.parse("2026-03-31T12:00:00Z");
  private static final TraceContext TRACE =
      new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
  private static final PolicyTimeline POLICIES =
      PolicyTimeline.EMPTY.with(
          PolicyParser.parse(
              """
              policy: p
              version: "1"
              effective_from: 2026-01-01T00:00:00Z
              scoring: {base: {LOW: 10, MEDIUM: 30, HIGH: 60, CRITICAL: 85}, priorities: {P1: 80, P2: 60, P3: 30}}
              routing: {default_desk: triage}
              desks: {triage: {}}
              slas: [{name: standard, acknowledge: {within: PT5S}, resolve: {within: PT10S}}]
              """));

  /** An event of the upstream, and when it arrives. */
  record Sent(Kind kind, int second, int delay) {
    int arrives() {
      return second + delay;
    }
  }

  @Test
  void saysHowEachClockStandsWhenItChanges() {
    Report report = new Report();
    report.arrive(Kind.RAISED, 0);
    report.judge(0);
    assertThat(report.last)
        .extracting(SlaOutcome::target, SlaOutcome::outcome, SlaOutcome::deadline)
        .containsExactly(
            tuple(Target.ACKNOWLEDGE, Outcome.RUNNING, at(5)),
            tuple(Target.RESOLVE, Outcome.RUNNING, at(10)));
    assertThat(report.report.nextDeadline()).contains(at(5));
    report.judge(5);
    assertThat(report.last)
        .extracting(SlaOutcome::target, SlaOutcome::outcome)
        .containsExactly(tuple(Target.ACKNOWLEDGE, Outcome.BREACHED));
    report.arrive(Kind.RESOLVED, 8);
    report.judge(8);
    assertThat(report.last)
        .extracting(SlaOutcome::target, SlaOutcome::outcome, SlaOutcome::revision)
        .containsExactly(
            tuple(Target.ACKNOWLEDGE, Outcome.BREACHED, Revision.ON_TIME),
            tuple(Target.RESOLVE, Outcome.MET, Revision.ON_TIME));
    assertThat(report.report.settled()).isTrue();
    report.judge(20);
    assertThat(report.last).isEmpty();
  }

  @Test
  void lateDataRevisesWhatWasWrongAndNotWhatOnlyWentOn() {
    Report report = new Report();
    report.arrive(Kind.RAISED, 0);
    report.judge(0);
    report.judge(7);
    report.arrive(Kind.RESOLVED, 6);
    report.judge(6);
    assertThat(report.last)
        .as("one was said to be open at 7, of the other nothing was said since 0")
        .extracting(SlaOutcome::target, SlaOutcome::outcome, SlaOutcome::revision)
        .containsExactly(
            tuple(Target.ACKNOWLEDGE, Outcome.BREACHED, Revision.REVISED),
            tuple(Target.RESOLVE, Outcome.MET, Revision.ON_TIME));
    assertThat(report.last).extracting(SlaOutcome::asOf).containsOnly(at(7).plusMillis(1));
    report.arrive(Kind.RESOLVED, 4);
    report.judge(4);
    assertThat(report.last)
        .extracting(SlaOutcome::target, SlaOutcome::outcome, SlaOutcome::stoppedAt)
        .as("the first resolution counts")
        .containsExactly(
            tuple(Target.ACKNOWLEDGE, Outcome.MET, at(4)),
            tuple(Target.RESOLVE, Outcome.MET, at(4)));
    assertThat(report.last).extracting(SlaOutcome::revision).containsOnly(Revision.REVISED);
  }

  @Test
  void aClockThatTheFactsDoNotStartIsCancelledAndCountsNoMore() {
    Report report = new Report();
    report.arrive(Kind.UPDATED, 5);
    report.judge(5);
    List<SlaOutcome> before = report.report.said();
    report.arrive(Kind.RESOLVED, 3);
    report.judge(3);
    assertThat(report.last)
        .extracting(SlaOutcome::outcome, SlaOutcome::revision)
        .containsOnly(tuple(Outcome.CANCELLED, Revision.REVISED));
    assertThat(SlaMark.between(before, report.report.said()))
        .extracting(SlaMark::what, SlaMark::count)
        .containsExactly(tuple(What.OPENED, -1));
  }

  @Test
  void whatAnIncidentAbsorbedHasNoClocksFromThenOn() {
    Report report = new Report();
    report.arrive(Kind.RAISED, 0);
    report.happen(new WorkItemEvent.Absorbed("triage", "I", "W", TRACE.traceId(), at(3), "policy"));
    report.judge(0);
    assertThat(report.last)
        .as("not before event time has come there")
        .extracting(SlaOutcome::outcome)
        .containsOnly(Outcome.RUNNING);
    report.judge(3);
    assertThat(report.last).extracting(SlaOutcome::outcome).containsOnly(Outcome.CANCELLED);
  }

  @Test
  void marksAreWhatChanged() {
    Report report = new Report();
    report.arrive(Kind.RAISED, 0);
    report.arrive(Kind.RESOLVED, 8);
    report.judge(8);
    assertThat(SlaMark.between(List.of(), report.report.said()))
        .extracting(SlaMark::what, SlaMark::at, SlaMark::seconds)
        .containsExactlyInAnyOrder(
            tuple(What.OPENED, at(0), 0L),
            tuple(What.ACKNOWLEDGED, at(8), 8L),
            tuple(What.BREACHED, at(5), 0L),
            tuple(What.RESOLVED, at(8), 8L),
            tuple(What.DONE, at(8), 0L),
            tuple(What.MET, at(8), 0L));
    assertThat(SlaMark.between(report.report.said(), report.report.said())).isEmpty();
  }

  @Property(tries = 300)
  void theOrderOfArrivalWithinTheBoundDoesNotMatter(@ForAll("histories") List<Sent> history) {
    assertThat(run(history, true).report.said()).isEqualTo(run(history, false).report.said());
  }

  @Property(tries = 300)
  void lateDataEndsWithTheSameOutcomes(@ForAll("histories") List<Sent> history) {
    Report late = new Report();
    for (Sent sent : history) {
      late.arrive(sent.kind(), sent.second());
      late.judge(sent.second());
    }
    late.judge(100);
    Report inTime = run(history, false);
    assertThat(late.standing()).isEqualTo(inTime.standing());
  }

  @Property(tries = 100)
  void survivesARestartAtAnyPoint(@ForAll("histories") List<Sent> history) {
    Report report = run(history, true);
    assertThat(Json.read(Json.bytes(report.report), ItemReport.class)).isEqualTo(report.report);
  }

  @Provide
  Arbitrary<List<Sent>> histories() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(0, 25),
            Arbitraries.integers().between(0, 4))
        .as(Sent::new)
        .list()
        .ofMaxSize(7)
        .uniqueElements(sent -> sent.kind() + "@" + sent.second())
        .filter(sent -> sent.stream().noneMatch(s -> s.second() == 0 && s.kind() == Kind.RAISED))
        .flatMap(
            later ->
                Arbitraries.integers()
                    .between(0, 4)
                    .map(delay -> withFirst(new Sent(Kind.RAISED, 0, delay), later)));
  }

  private static List<Sent> withFirst(Sent first, List<Sent> later) {
    List<Sent> all = new ArrayList<>(List.of(first));
    all.addAll(later);
    return all;
  }

  /** Events arrive late by up to four seconds, or not at all late; judged five seconds behind. */
  private static Report run(List<Sent> history, boolean delayed) {
    Report report = new Report();
    Set<Integer> due = new TreeSet<>();
    List<Sent> arriving = new ArrayList<>(history);
    arriving.sort(
        Comparator.comparing(delayed ? Sent::arrives : Sent::second)
            .thenComparing(Sent::kind)
            .thenComparing(Sent::second));
    for (int now = 0; now <= 60; now++) {
      for (Sent sent : arriving) {
        if ((delayed ? sent.arrives() : sent.second()) == now) {
          report.arrive(sent.kind(), sent.second());
          due.add(sent.second());
          due.add(sent.second() + 5);
          due.add(sent.second() + 10);
        }
      }
      if (due.contains(now - 5)) {
        report.judge(now - 5);
      }
    }
    return report;
  }

  private static Instant at(int second) {
    return T0.plusSeconds(second);
  }

  /** One item's journal as its upstream events come, folded as records of topic work. */
  private static final class Report {
    private Lifecycle lifecycle = Lifecycle.NONE;
    private long sequence;
    private ItemReport report = ItemReport.unknown("00000000000000000000000000000001");
    private List<SlaOutcome> last = List.of();

    void arrive(Kind kind, int second) {
      ExceptionEvent event =
          new ExceptionEvent("E", "s", kind, "a.b", null, at(second), null, null, null, Map.of());
      ScoredException scored =
          new ScoredException(
              event.eventId(),
              event,
              TRACE,
              new Origin("exceptions", 0, sequence, T0),
              50,
              Priority.P3,
              List.of(),
              Map.of(),
              "p@1",
              false);
      DecisionRecord decision = new DecisionRecord("triage", null, List.of(), "p@1", Map.of());
      if (lifecycle.onUpstream(scored, decision) instanceof Verdict.Happens happens) {
        happen(happens.event());
      }
    }

    void happen(WorkItemEvent event) {
      lifecycle = lifecycle.after(event);
      WorkRecord record = new WorkRecord(report.item().workItemId(), ++sequence, T0, event);
      report = report.knowing(new WorkFold(POLICIES).apply(report.item(), record, TRACE));
    }

    void judge(int second) {
      ItemReport.Judged judged = report.judge(at(second).plusMillis(1));
      report = judged.report();
      last = judged.changed();
    }

    /** What holds in the end, without when and how it came to be said; cancelled is never. */
    List<?> standing() {
      return report.said().stream()
          .filter(ItemReport::isReal)
          .map(o -> List.of(o.id(), o.deadline(), String.valueOf(o.stoppedAt()), o.outcome()))
          .toList();
    }
  }
}
