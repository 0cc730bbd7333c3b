package io.breakwater.app.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.app.policy.backtest.Recorded;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.policy.PolicyParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficLintTest {
  private static final String YAML =
      """
      policy: bank
      version: "1"
      effective_from: 2026-01-01T00:00:00Z
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 80}
        rules:
          - {name: near, when: event.attributes.markt == "XETR", add: 5}
          - {name: party, when: 'event.attributes.party in ["NORTHBANK", "HAZEL"]', add: 5}
        priorities: {P1: 80, P2: 60, P3: 25}
      desks:
        triage: {assignment: pull}
        fx: {assignment: sticky, sticky_by: counterpart, members: [{name: ana}], overflow: spill}
        spill: {assignment: pull}
        equities: {assignment: pull}
      routing:
        default_desk: triage
        branches:
          - name: fx
            when: event.type.startsWith("fx.")
            desk: fx
            branches:
              - {name: late, when: event.type.endsWith(".latee"), tags: [late]}
              - {name: full, when_busy: {desk: fx, load: 50%}, desk: spill}
          - {name: equities, when: event.type == "equity.fail", desk: equities}
          - {name: rest, desk: triage}
      """;

  @Test
  void whatThePolicyNamesAndNoEventHasIsSaidWithTheNearestName() {
    TrafficLint.Result result =
        lint(said("fx.fail", Map.of("market", "XETR", "party", "NORTHBANK", "counterparty", "X")));

    assertThat(result.events()).isEqualTo(1);
    assertThat(result.findings())
        .extracting(TrafficLint.Finding::toString)
        .containsExactly(
            "scoring rule near: no recent event has the attribute \"markt\". Did you mean \"market\"?",
            "scoring rule party: no recent event has event.attributes.party == \"HAZEL\". There were"
                + " NORTHBANK",
            "branch fx > late: no recent event has event.type.endsWith(\".latee\"). There were fx.fail",
            "branch equities: no recent event has event.type == \"equity.fail\". There were fx.fail",
            "desk fx: no recent event has the attribute \"counterpart\". Did you mean \"counterparty\"?",
            "branch fx > late: no recent event came here. Look at its condition, and at the branches"
                + " before it",
            "branch equities: no recent event came here. Look at its condition, and at the branches"
                + " before it",
            "branch rest: no recent event came here. Look at its condition, and at the branches"
                + " before it",
            "desk triage: no recent event went here. Fine if that is what you expect",
            "desk equities: no recent event went here. Fine if that is what you expect");
  }

  @Test
  void whatTrafficBearsOutIsNotSaid() {
    assertThat(
            lint(
                    said("fx.latee", Map.of("markt", "XETR", "party", "HAZEL", "counterpart", "A")),
                    said("fx.fail", Map.of("party", "NORTHBANK")),
                    said("equity.fail", Map.of()),
                    said("other", Map.of()))
                .findings())
        .isEmpty();
  }

  @Test
  void withoutTrafficNothingIsKnown() {
    assertThat(lint().findings()).isEmpty();
  }

  private static TrafficLint.Result lint(Recorded.Said... traffic) {
    TrafficLint lint = new TrafficLint(PolicyParser.parse(YAML));
    List.of(traffic).forEach(lint::saw);
    return lint.result();
  }

  private static Recorded.Said said(String type, Map<String, String> attributes) {
    return new Recorded.Said(
        new ExceptionEvent(
            "E-1",
            "bank",
            Kind.RAISED,
            type,
            Severity.HIGH,
            Instant.parse("2026-03-02T12:00:00Z"),
            null,
            null,
            null,
            attributes),
        null,
        null);
  }
}
