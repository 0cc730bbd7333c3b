package io.breakwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.policy.CorrelationPolicy.Base;
import io.breakwater.domain.policy.CorrelationPolicy.IncidentScore;
import io.breakwater.domain.policy.CorrelationPolicy.Rule;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.IncidentCondition;
import io.breakwater.domain.rule.IncidentFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorrelationSectionTest {

  static final String LEAST =
      """
      policy: p
      version: 1
      effective_from: 2026-01-01T00:00:00Z
      attributes: {personal: [iban]}
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 50, CRITICAL: 70}
        priorities: {P1: 80, P2: 60, P3: 30}
      routing: {default_desk: triage}
      desks: {triage: }
      """;

  private static Policy policy(String rules) {
    return PolicyParser.parse(LEAST + "correlation:\n  rules:\n" + rules.indent(4));
  }

  private static List<String> errors(String rules) {
    PolicyException refused = catchThrowableOfType(PolicyException.class, () -> policy(rules));
    assertThat(refused).isNotNull();
    return refused.errors().stream().map(PolicyError::toString).toList();
  }

  private static Facts facts(Map<String, String> attributes) {
    ExceptionEvent event =
        new ExceptionEvent(
            "E", "s", null, "ids.alert", null, Instant.EPOCH, null, null, null, attributes);
    return new Facts(event, Map.of(), 50, Priority.P3, null);
  }

  @Test
  void aPolicyWithoutTheSectionCorrelatesNothing() {
    assertThat(PolicyParser.parse(LEAST).correlation()).isEqualTo(CorrelationPolicy.NONE);
  }

  @Test
  void aRuleHasDefaults() {
    Rule rule = policy("- {name: a, session_gap: PT10M}").correlation().rule("a").orElseThrow();

    assertThat(rule.when().test(facts(Map.of()))).isTrue();
    assertThat(rule.key(facts(Map.of()))).isEmpty();
    assertThat(rule.sessionGap()).isEqualTo(Duration.ofMinutes(10));
    assertThat(rule.maxDuration()).isEqualTo(Duration.ofDays(1));
    assertThat(rule.minMembers()).isEqualTo(2);
    assertThat(rule.growEvery()).isEqualTo(Duration.ofMinutes(1));
    assertThat(rule.openWhen()).isSameAs(IncidentCondition.ALWAYS);
    assertThat(rule.score()).isEqualTo(IncidentScore.DEFAULT);
    assertThat(rule.parent()).isNull();
    assertThat(rule.suppressMembers()).isFalse();
  }

  @Test
  void everyKeyIsRead() {
    Policy policy =
        policy(
            """
            - name: host
              when: score >= 30 && event.type == "ids.alert"
              by: event.attributes.host
              session_gap: PT5M
              max_duration: PT4H
              min_members: 3
              attributes:
                signature: event.attributes.signature
              matching:
                high: score >= 60
              open_when: incident.count > 3 && incident.distinct.signature >= 2
              grow_every: PT30S
              score:
                base: mean-score
                rules:
                  - {name: many, when: incident.matching.high >= 2, add: 10}
                  - {name: same, when: 'incident.top.signature == "x"', multiply: 0.5}
              suppress: members
            - name: pair
              by: [event.attributes.host, event.type]
              session_gap: PT10S
              score: {base: 40}
              parent: host
            - name: account
              by: event.attributes.iban
              session_gap: PT10S
            """);
    Rule host = policy.correlation().rule("host").orElseThrow();
    Rule pair = policy.correlation().rule("pair").orElseThrow();
    Rule account = policy.correlation().rule("account").orElseThrow();
    IncidentFacts two =
        new IncidentFacts(
            4, 70, 200, 60, Map.of("signature", 2L), Map.of("high", 2L), Map.of("signature", "y"));

    assertThat(host.when().test(facts(Map.of()))).isTrue();
    assertThat(host.key(facts(Map.of("host", "web-1")))).isEqualTo("web-1");
    assertThat(host.minMembers()).isEqualTo(3);
    assertThat(host.openWhen().test(two)).isTrue();
    assertThat(host.score().base()).isEqualTo(Base.MEAN_SCORE);
    assertThat(host.score().rules()).hasSize(2);
    assertThat(host.score().rules().get(0).when().test(two)).isTrue();
    assertThat(host.score().rules().get(1).when().test(two)).isFalse();
    assertThat(host.suppressMembers()).isTrue();
    assertThat(pair.key(facts(Map.of("host", "web-1")))).isEqualTo("[\"web-1\",\"ids.alert\"]");
    assertThat(pair.parent()).isEqualTo("host");
    assertThat(pair.score().points()).isEqualTo(40);
    assertThat(account.key(facts(Map.of("iban", "DE02")))).isEqualTo(Identity.hash128("DE02"));
    assertThat(host.key(facts(Map.of("host", "x".repeat(600))))).hasSize(32);
  }

  @Test
  void whatIsWrongIsFoundWithItsPlaceAndRemedy() {
    assertThat(
            errors(
                """
                - name: a
                  sesion_gap: PT5M
                  by: [event.attributes.host, event.hots]
                - name: a
                  session_gap: PT0.5S
                  max_duration: PT1S
                  attributes: {Host: event.type, account: event.attributes.iban}
                  matching: {high: score + 1}
                - name: c
                  session_gap: PT5M
                  max_duration: PT1M
                  attributes: {host: event.attributes.host}
                  open_when: incident.distinct.hots > 2 && incident.cuont > 1 && score > 1
                  score:
                    base: maximum
                    rules: [{name: x, when: incident.count}]
                  parent: b
                - {name: d, session_gap: PT1M, parent: e, score: {base: 140}}
                - {name: e, session_gap: P8D, parent: d, suppress: all}
                """))
        .containsExactly(
            "line 12, column 7, correlation.rules[0]: \"session_gap\" is missing. Say"
                + " after how long without members it ends, e.g. PT10M",
            "line 13, column 7, correlation.rules[0].sesion_gap: unknown key"
                + " \"sesion_gap\". Did you mean \"session_gap\"?",
            "line 14, column 40, correlation.rules[0].by[1]: an event has no field"
                + " \"hots\". Fields are type, severity, kind, source_id, exception_id, amount,"
                + " currency, desk_hint, occurred_at, attributes; your own are in"
                + " event.attributes, e.g. event.attributes.hots",
            "line 15, column 13, correlation.rules[1].name: there are two correlation"
                + " rules \"a\". Rename one of the two",
            "line 16, column 20, correlation.rules[1].session_gap: \"PT0.5S\" is not valid"
                + " here. Write whole seconds, 7 days at most, e.g. PT10M",
            "line 18, column 26, correlation.rules[1].attributes.Host: \"Host\" cannot be"
                + " a name in conditions. Use up to 64 of a-z, 0-9 and _, a letter first",
            "line 18, column 47, correlation.rules[1].attributes.account: it reads"
                + " personal data, which would show in the incident. Watch something else, or"
                + " take it out of attributes.personal",
            "line 19, column 24, correlation.rules[1].matching.high: the expression is of"
                + " type int, not bool. Write a condition that is true or false, e.g."
                + " event.amount > 1000.0",
            "line 22, column 21, correlation.rules[2].max_duration: it is shorter than"
                + " session_gap. Give at least PT5M",
            "line 24, column 35, correlation.rules[2].open_when: an incident of this rule"
                + " has no \"hots\". Did you mean \"host\"?",
            "line 24, column 56, correlation.rules[2].open_when: an incident of this rule"
                + " has no \"cuont\". Did you mean \"count\"?",
            "line 24, column 70, correlation.rules[2].open_when: unknown name \"score\". A"
                + " condition on an incident sees only incident, e.g. incident.count",
            "line 26, column 15, correlation.rules[2].score.base: \"maximum\" is not valid"
                + " here. Write max-score, mean-score or points from 0 to 100",
            "line 27, column 17, correlation.rules[2].score.rules[0]: the rule has no"
                + " effect. Write exactly one of add, multiply and cap",
            "line 27, column 33, correlation.rules[2].score.rules[0].when: the expression"
                + " is of type int, not bool. Write a condition that is true or false, e.g."
                + " incident.count >= 3",
            "line 28, column 15, correlation.rules[2].parent: there is no correlation rule"
                + " \"b\". Did you mean \"a\"? Else add it to correlation.rules",
            "line 29, column 44, correlation.rules[3].parent: the rule is its own parent."
                + " Remove one parent of the circle",
            "line 29, column 61, correlation.rules[3].score.base: \"140\" is not valid"
                + " here. Write max-score, mean-score or points from 0 to 100",
            "line 30, column 30, correlation.rules[4].session_gap: \"P8D\" is not valid"
                + " here. Write whole seconds, 7 days at most, e.g. PT10M",
            "line 30, column 43, correlation.rules[4].parent: the rule is its own parent."
                + " Remove one parent of the circle",
            "line 30, column 56, correlation.rules[4].suppress: \"all\" is not known here."
                + " Use one of: nothing, members");
  }
}
