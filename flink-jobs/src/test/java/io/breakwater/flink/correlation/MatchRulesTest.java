package io.breakwater.flink.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.trace.ExportedSpans;
import io.breakwater.scoring.correlation.Memberships.Membership;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class MatchRulesTest {

  /** Its producer records the trace. */
  private static final ScoredException SCORED = Scored.sampled("a", "h", 50);

  private static final PolicyVersion VERSION = new PolicyVersion(0, Scored.policy("1"));

  @Test
  void anExceptionJoinsTheRulesThatTakeItAndASpanOfItsTraceSaysWhich() throws Exception {
    try (ExportedSpans spans = ExportedSpans.ofProcess();
        BroadcastOperatorTestHarness<ScoredRecord, PolicyVersion, Membership> match =
            harness(VERSION)) {
      match.processElement(new ScoredRecord(SCORED, null), 0);

      assertThat(match.extractOutputValues())
          .extracting(Membership::rule)
          .containsExactly("host", "site");
      SpanData span = spans.only();
      assertThat(span.getName()).isEqualTo("correlate");
      assertThat(span.getTraceId()).isEqualTo(SCORED.trace().traceId());
      assertThat(span.getAttributes().asMap().toString()).contains("host, site");
    }
  }

  @Test
  void exceptionsWaitForTheFirstPolicyAlsoOverARestart() throws Exception {
    try (BroadcastOperatorTestHarness<ScoredRecord, PolicyVersion, Membership> first = harness();
        BroadcastOperatorTestHarness<ScoredRecord, PolicyVersion, Membership> second = unopened()) {
      first.processElement(new ScoredRecord(SCORED, null), 0);
      assertThat(first.extractOutputValues()).isEmpty();

      second.initializeState(first.snapshot(1, 1));
      second.open();
      second.processBroadcastElement(VERSION, 0);

      assertThat(second.extractOutputValues())
          .extracting(Membership::rule)
          .containsExactly("host", "site");
    }
  }

  private static BroadcastOperatorTestHarness<ScoredRecord, PolicyVersion, Membership> harness(
      PolicyVersion... policies) throws Exception {
    return ProcessFunctionTestHarnesses.forBroadcastProcessFunction(
        new MatchRules(CorrelationSettings.DEFAULT.withPolicies(List.of(policies))),
        Policies.STATE);
  }

  private static BroadcastOperatorTestHarness<ScoredRecord, PolicyVersion, Membership> unopened()
      throws Exception {
    return new BroadcastOperatorTestHarness<>(
        new CoBroadcastWithNonKeyedOperator<>(
            new MatchRules(CorrelationSettings.DEFAULT), List.of(Policies.STATE)),
        1,
        1,
        0);
  }
}
