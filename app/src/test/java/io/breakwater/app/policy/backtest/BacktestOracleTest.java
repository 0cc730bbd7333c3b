package io.breakwater.app.policy.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.app.policy.Circumstances;
import io.breakwater.app.policy.Explanation;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Grouping;
import io.breakwater.domain.routing.Moment;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.WorkFold;
import io.breakwater.domain.sla.report.ItemReport;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.scoring.Score;
import io.breakwater.scoring.Scorer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the history: a backtest says what the parts that run live would have said. */
class BacktestOracleTest {
  private static final TraceContext TRACE = TraceContext.mint("test", 0, 0);

  // Without an overflow, so that one event alone decides.
  private static final Policy BEFORE = Histories.changed(", overflow: spill", "");
  private static final Policy AFTER =
      Histories.changed(
          "weights: {P1: 2}, overflow: spill}\nrouting:\n  default_desk: triage\n  branches:\n",
          "weights: {P1: 2}}\nrouting:\n  default_desk: triage\n  branches:\n"
              + "    - {name: north, when: event.attributes.party == \"NORTH\", desk: spill, priority: P2}\n");

  @Property(tries = 300)
  void placesItemsAsExplainDoes(@ForAll("histories") List<Recorded.Said> history) {
    Report report = Histories.run(Histories.request(BEFORE, AFTER), history);
    Map<String, Recorded.Said> first = new LinkedHashMap<>();
    inOrder(history).forEach(said -> first.putIfAbsent(said.workItemId(), said));

    Map<String, String> expected = new TreeMap<>();
    first.forEach(
        (id, said) -> {
          String before = placed(BEFORE, said.event());
          String after = placed(AFTER, said.event());
          if (!before.equals(after)) {
            expected.put(id, before + " -> " + after);
          }
        });
    Map<String, String> moved = new TreeMap<>();
    for (Report.Difference d : report.items()) {
      String before = d.before().desk() + " " + d.before().priority();
      String after = d.after().desk() + " " + d.after().priority();
      if (!before.equals(after)) {
        moved.put(d.workItemId(), before + " -> " + after);
      }
    }
    assertThat(moved).isEqualTo(expected);
    assertThat(report.counts().items()).isEqualTo(first.size());
  }

  private static String placed(Policy policy, ExceptionEvent event) {
    Explanation explanation =
        Explanation.of(
            policy, Json.bytes(event), Circumstances.of(event.occurredAt(), Map.of(), Map.of()));
    return explanation.decision().desk() + " " + explanation.priority();
  }

  @Property(tries = 300)
  void judgesClocksAsTheLiveFoldDoes(@ForAll("histories") List<Recorded.Said> history) {
    Report report = Histories.run(Histories.request(BEFORE, AFTER), history);
    Instant end = inOrder(history).get(history.size() - 1).at();

    Map<String, Long> before = new TreeMap<>();
    Map<String, Long> after = new TreeMap<>();
    for (Report.SlaChange s : report.slas()) {
      put(before, s.sla() + " " + s.target() + " BREACHED", s.breachedBefore());
      put(before, s.sla() + " " + s.target() + " MET", s.metBefore());
      put(after, s.sla() + " " + s.target() + " BREACHED", s.breachedAfter());
      put(after, s.sla() + " " + s.target() + " MET", s.metAfter());
    }
    assertThat(before).isEqualTo(live(BEFORE, history, end));
    assertThat(after).isEqualTo(live(AFTER, history, end));
  }

  private static void put(Map<String, Long> counts, String what, long count) {
    if (count > 0) {
      counts.put(what, count);
    }
  }

  /** By the lifecycle of a work item and the fold of the SLA report, in the order of time. */
  private static Map<String, Long> live(Policy policy, List<Recorded.Said> history, Instant end) {
    PolicyTimeline policies = PolicyTimeline.EMPTY.with(policy);
    Map<String, List<Recorded.Said>> items = new LinkedHashMap<>();
    inOrder(history)
        .forEach(
            said -> items.computeIfAbsent(said.workItemId(), i -> new ArrayList<>()).add(said));
    Map<String, Long> counts = new TreeMap<>();
    items.forEach(
        (id, events) -> {
          Lifecycle lifecycle = Lifecycle.NONE;
          ItemState state = ItemState.unknown(id);
          long offset = 0;
          long sequence = 0;
          for (Recorded.Said said : events) {
            ScoredException scored = scored(policy, said.event(), offset++);
            DecisionRecord decision = Grouping.decide(policies, scored, Moment.idle(said.at()));
            if (decision.instructionsOrNone().priority() != null) {
              scored = scored.withPriority(decision.instructionsOrNone().priority());
            }
            if (lifecycle.onUpstream(scored, decision) instanceof Verdict.Happens happens) {
              lifecycle = lifecycle.after(happens.event());
              state =
                  new WorkFold(policies)
                      .apply(
                          state, new WorkRecord(id, ++sequence, said.at(), happens.event()), TRACE);
            }
          }
          for (SlaOutcome outcome :
              ItemReport.unknown(id).knowing(state).judge(end).report().said()) {
            if (outcome.outcome() == Outcome.MET || outcome.outcome() == Outcome.BREACHED) {
              counts.merge(
                  outcome.sla() + " " + outcome.target() + " " + outcome.outcome(), 1L, Long::sum);
            }
          }
        });
    return counts;
  }

  private static ScoredException scored(Policy policy, ExceptionEvent event, long offset) {
    Score score = Scorer.score(policy.scoring(), event, Map.of());
    return new ScoredException(
        event.eventId(),
        event,
        TRACE,
        new Origin("exceptions", 0, offset, event.occurredAt()),
        score.score(),
        score.priority(),
        score.contributions(),
        Map.of(),
        policy.id(),
        false);
  }

  private static List<Recorded.Said> inOrder(List<Recorded.Said> history) {
    return history.stream()
        .sorted(Comparator.comparing(Recorded.Said::at).thenComparing(Recorded.Said::rank))
        .toList();
  }

  @Provide
  Arbitrary<List<Recorded.Said>> histories() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 4).map(i -> "E-" + i),
            Arbitraries.of(Kind.values()),
            Arbitraries.integers().between(0, 400),
            Arbitraries.of(Severity.values()),
            Arbitraries.of("NORTH", "SOUTH").injectNull(0.2))
        .as(Histories::said)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }
}
