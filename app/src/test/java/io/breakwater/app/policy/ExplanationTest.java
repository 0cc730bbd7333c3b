package io.breakwater.app.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.sla.SlaPlan;
import io.breakwater.domain.sla.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  static final String YAML =
      """
      policy: bank
      version: "7"
      effective_from: 2026-01-01T00:00:00Z
      features:
        declare: [{name: fails, aggregate: count, window: PT1H}]
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 80}
        rules:
          - {name: many, when: has(features.fails) && features.fails > 9.0, add: 10}
        priorities: {P1: 80, P2: 60, P3: 25}
      calendars: {day: {zone: Europe/London, hours: {MON-SUN: ["08:00-18:00"]}}}
      operators:
        ana: {skills: {fx: 3}}
        bo: {}
      desks:
        triage: {assignment: pull}
        fx:
          overflow: triage
          members: [{name: ana, capacity: 5}, {name: bo, capacity: 5}]
      routing:
        default_desk: triage
        branches:
          - {name: fx, when: event.type == "fx.fail", during: day, desk: fx, skills: {fx: 2}, tags: [fx]}
      slas:
        - {name: quick, when: priority == "P3" && desk == "fx", acknowledge: {within: PT1H, at_risk: 50%}}
      notifications:
        quiet_after: PT30M
        channels: {screen: {type: live}}
        rules: [{name: all, on: [opened, at-risk, breached], channels: [screen]}]
      """;

  static final String EVENT =
      """
      {"exception_id": "E-1", "source_id": "bank", "type": "fx.fail", "severity": "HIGH",
       "occurred_at": "2026-03-02T11:59:00Z"}
      """;

  private static final Policy POLICY = PolicyParser.parse(YAML);
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void anEventIsScoredRoutedAndGivenToSomebody() {
    Explanation e = explain(EVENT, NOON, Map.of(), Map.of("ana", 4));

    assertThat(e.score()).isEqualTo(55);
    assertThat(e.priority()).isEqualTo(Priority.P3);
    assertThat(e.decision().desk()).isEqualTo("fx");
    assertThat(e.operator().operator()).isEqualTo("ana");
    assertThat(e.operator().reason())
        .isEqualTo("least loaded: ana had 4 of 5; bo has fx at level 0, not 2");
  }

  @Test
  void timeLoadsAndFeaturesAreWhatIsAssumed() {
    assertThat(explain(EVENT, NOON.plusSeconds(8 * 3600), Map.of(), Map.of()).decision().desk())
        .isEqualTo("triage");
    assertThat(explain(EVENT, NOON, Map.of("fx", 10), Map.of()).decision().steps())
        .containsExactly("fx has 10 of 10: overflows from 10 to triage");
    assertThat(
            Explanation.of(
                    POLICY,
                    EVENT.getBytes(StandardCharsets.UTF_8),
                    new Circumstances(NOON, null, null, Map.of("fails", 12.0)))
                .priority())
        .isEqualTo(Priority.P2);
  }

  @Test
  void itStartsClocksAndTells() {
    Explanation now = explain(EVENT, NOON, Map.of(), Map.of());
    Explanation later = explain(EVENT, NOON.plusSeconds(45 * 60), Map.of(), Map.of());
    Explanation atNight = explain(EVENT, NOON.plusSeconds(8 * 3600), Map.of(), Map.of());

    Instant occurred = NOON.minusSeconds(60);
    assertThat(now.slas())
        .containsExactly(
            new SlaPlan(
                "quick",
                Target.ACKNOWLEDGE,
                occurred.plusSeconds(1800),
                occurred.plusSeconds(3600)));
    assertThat(now.notifications())
        .containsOnlyKeys(Occasion.OPENED, Occasion.AT_RISK, Occasion.BREACHED)
        .containsEntry(Occasion.OPENED, List.of("screen"));
    assertThat(later.notifications()).containsOnlyKeys(Occasion.BREACHED);
    assertThat(atNight.slas()).isEmpty();
    assertThat(atNight.notifications()).isEmpty();
  }

  @Test
  void theScoreOfAScoredRecordStands() {
    String scored =
        """
        {"event_id": "x", "event": %s, "trace": {"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
         "span_id": "00f067aa0ba902b7"}, "origin": {"topic": "t", "partition": 0, "offset": 1},
         "score": 99, "priority": "P1", "policy_version": "bank@6"}
        """
            .formatted(EVENT.replace("}", ", \"kind\": \"RAISED\"}"));

    Explanation e = explain(scored, NOON, Map.of(), Map.of());

    assertThat(e.score()).isEqualTo(99);
    assertThat(e.priority()).isEqualTo(Priority.P1);
    assertThat(e.decision().desk()).isEqualTo("fx");
  }

  @Test
  void whatIsNoEventIsRefusedWithASentence() {
    assertThatThrownBy(() -> explain("{", NOON, Map.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the event is not JSON");
    assertThatThrownBy(() -> explain("{\"type\": \"x\"}", NOON, Map.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the event is refused: ");
  }

  @Test
  void itIsJsonThatSaysEverything() {
    var json = Json.mapper().valueToTree(explain(EVENT, NOON, Map.of(), Map.of()));

    assertThat(json.at("/decision/instructions/tags/0").asText()).isEqualTo("fx");
    assertThat(json.at("/decision/candidates/0/reason").asText())
        .isEqualTo("event.type == \"fx.fail\" is true; day open at 2026-03-02T12:00Z");
    assertThat(json.at("/operator/others/0/operator").asText()).isEqualTo("bo");
  }

  private static Explanation explain(
      String event, Instant at, Map<String, Integer> loads, Map<String, Integer> operators) {
    return Explanation.of(
        POLICY,
        event.getBytes(StandardCharsets.UTF_8),
        new Circumstances(at, loads, Map.of("fx", operators), null));
  }
}
