package io.breakwater.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.routing.DecisionRecord.Candidate;
import io.breakwater.domain.rule.Facts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {

  private static final Moment NOW = Moment.idle(Instant.parse("2026-03-01T10:00:00Z"));

  private static final Policy POLICY =
      policy(
          "default",
          """
              - name: payments
                when: event.type.startsWith("payment.")
                desk: payments
                branches:
                  - name: sanctions
                    when: event.attributes.reason == "sanctions"
                    desk: compliance
                  - name: large
                    when: has(event.amount) && event.amount > 1000000
              - name: everywhere
                when: event.severity == "CRITICAL"
                desk: war-room
                continue: true
              - name: hinted
                desk_from: hint
              - name: low
                when: score < 10
                desk: backlog
          """);

  @Test
  void theDeepestMatchingBranchGivesTheDesk() {
    DecisionRecord decision =
        decide(POLICY, facts("payment.rejected", null, Map.of("reason", "sanctions")));

    assertThat(decision.desk()).isEqualTo("compliance");
    assertThat(decision.path()).containsExactly("payments", "sanctions");
    assertThat(decision.candidates())
        .extracting(Candidate::branch)
        .containsExactly("payments", "payments > sanctions");
    assertThat(decision.policyVersion()).isEqualTo("p@1");
  }

  @Test
  void aBranchWithoutADeskInheritsItsParents() {
    DecisionRecord decision =
        decide(POLICY, facts("payment.rejected", null, Map.of("reason", "none")));

    assertThat(decision.desk()).isEqualTo("payments");
    assertThat(decision.path()).containsExactly("payments", "large");
  }

  @Test
  void aConditionThatFailsIsNotAMatchAndSaysWhy() {
    DecisionRecord decision = decide(POLICY, facts("payment.rejected", null, Map.of()));

    assertThat(decision.path()).containsExactly("payments", "large");
    assertThat(decision.candidates().get(1).matched()).isFalse();
    assertThat(decision.candidates().get(1).reason())
        .startsWith("event.attributes.reason == \"sanctions\" failed: ");
  }

  @Test
  void continueLetsALaterSiblingOverride() {
    ExceptionEvent event = event("break", "triage", Severity.CRITICAL, Map.of());

    DecisionRecord decision = decide(POLICY, facts(event, 50));

    assertThat(decision.desk()).isEqualTo("triage");
    assertThat(decision.candidates())
        .contains(new Candidate("everywhere", true, "event.severity == \"CRITICAL\" is true"));
  }

  @Test
  void continueStandsIfNoLaterSiblingMatches() {
    ExceptionEvent event = event("break", null, Severity.CRITICAL, Map.of());

    DecisionRecord decision = decide(POLICY, facts(event, 50));

    assertThat(decision.desk()).isEqualTo("war-room");
    assertThat(decision.path()).containsExactly("everywhere");
  }

  @Test
  void whatMatchesNothingGoesToTheDefaultDesk() {
    DecisionRecord decision = decide(POLICY, facts("break", null, Map.of()));

    assertThat(decision.desk()).isEqualTo("triage");
    assertThat(decision.path()).isEmpty();
    assertThat(decision.candidates()).noneMatch(Candidate::matched);
    assertThat(decision.candidates())
        .contains(
            new Candidate("hinted", false, "desk_from: hint, but the event has no desk_hint"));
  }

  @Test
  void aKnownHintIsFollowed() {
    assertThat(decide(POLICY, facts("break", "backlog", Map.of())).desk()).isEqualTo("backlog");
  }

  @Test
  void anUnknownHintGoesToTheDefaultDeskOrCreatesOneAsThePolicySays() {
    Policy creating = policy("create", "    - {name: hinted, desk_from: hint}\n");

    DecisionRecord toDefault = decide(POLICY, facts("break", "Ward 9", Map.of()));
    DecisionRecord created = decide(creating, facts("break", "Ward 9", Map.of()));

    assertThat(toDefault.desk()).isEqualTo("triage");
    assertThat(toDefault.candidates().get(2).reason())
        .isEqualTo("desk_hint is \"Ward 9\", a desk the policy does not list: default desk");
    assertThat(created.desk()).isEqualTo("Ward 9");
    assertThat(creating.desk("Ward 9").members()).isEmpty();
  }

  @Test
  void aBranchThatGroupsSaysHowLongToWaitAndItsBranchesInheritIt() {
    Policy grouping =
        policy(
            "default",
            """
                - name: payments
                  when: event.type.startsWith("payment.")
                  group: incident
                  group_wait: PT45S
                  branches:
                    - {name: alone, when: event.type == "payment.sanctions", group: none}
                    - {name: longer, when: event.type == "payment.batch", group_wait: PT2M}
                    - {name: rest}
                - {name: breaks, when: event.type == "break", group: incident}
            """);

    assertThat(groupWait(grouping, "payment.sanctions")).isNull();
    assertThat(groupWait(grouping, "payment.batch")).isEqualTo(Duration.ofMinutes(2));
    assertThat(groupWait(grouping, "payment.rejected")).isEqualTo(Duration.ofSeconds(45));
    assertThat(groupWait(grouping, "break")).isEqualTo(Duration.ofSeconds(30));
    assertThat(groupWait(grouping, "other")).isNull();
    assertThat(grouping.routing().groups()).isTrue();
    assertThat(POLICY.routing().groups()).isFalse();
  }

  private static Duration groupWait(Policy policy, String type) {
    return Router.route(policy, facts(type, null, Map.of()), NOW).groupWait();
  }

  @Test
  void inputsShowTheAttributesThatTheTreeNamesButNoPersonalValue() {
    DecisionRecord decision =
        decide(
            policy(
                "default",
                """
                    - name: a
                      when: event.attributes.region == "EU" && event.attributes["iban"] != ""
                """),
            facts("break", null, Map.of("region", "EU", "iban", "DE89", "unnamed", "x")));

    assertThat(decision.inputs())
        .containsEntry("attributes.region", "EU")
        .containsEntry("attributes.iban", "(personal)")
        .containsEntry("amount", "2000000.50")
        .containsEntry("priority", "P2")
        .doesNotContainKey("attributes.unnamed");
  }

  private static DecisionRecord decide(Policy policy, Facts facts) {
    return Router.decide(policy, facts, NOW);
  }

  private static Policy policy(String unknownDeskHint, String branches) {
    return PolicyParser.parse(
        """
        policy: p
        version: 1
        effective_from: 2026-01-01T00:00:00Z
        attributes: {personal: [iban]}
        scoring:
          base: {LOW: 10, MEDIUM: 30, HIGH: 50, CRITICAL: 70}
          priorities: {P1: 80, P2: 60, P3: 30}
        desks: {triage: {}, payments: {}, compliance: {}, war-room: {}, backlog: {}}
        routing:
          default_desk: triage
          unknown_desk_hint: %s
          branches:
        %s"""
            .formatted(unknownDeskHint, branches));
  }

  private static Facts facts(String type, String hint, Map<String, String> attributes) {
    return facts(event(type, hint, Severity.HIGH, attributes), 65);
  }

  private static Facts facts(ExceptionEvent event, int score) {
    return new Facts(event, Map.of(), score, Priority.P2, null);
  }

  private static ExceptionEvent event(
      String type, String hint, Severity severity, Map<String, String> attributes) {
    return new ExceptionEvent(
        "x-1",
        "ledger",
        Kind.RAISED,
        type,
        severity,
        Instant.parse("2026-03-01T10:00:00Z"),
        new BigDecimal("2000000.50"),
        "EUR",
        hint,
        attributes);
  }
}
