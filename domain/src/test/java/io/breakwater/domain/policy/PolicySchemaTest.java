package io.breakwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.breakwater.domain.routing.RoutingSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The JSON Schema for editors accepts what the parser accepts and refuses what has a wrong form.
 */
class PolicySchemaTest {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(PolicySchemaTest.class.getResourceAsStream("/schemas/policy.schema.json"));

  private static final String CORRELATION =
      """
        rules:
          - name: host
            by: event.attributes.host
            session_gap: PT5M
            min_members: 3
            attributes: {signature: event.attributes.signature}
            matching: {high: score >= 60}
            open_when: incident.distinct.signature >= 2
            score: {base: mean-score, rules: [{name: many, when: incident.count > 9, add: 10}]}
            suppress: members
          - {name: pair, by: [event.type], session_gap: PT10S, score: {base: 40}, parent: host}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"payments-desk", "boston-311", "servicenow"})
  void acceptsTheExamples(String example) throws IOException {
    assertThat(found(example(example))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy: payments-desk | policy: payments desk",
        "effective_from: | effective_form:",
        "order: arrival | order: arriving",
        "aggregate: count | aggregate: sum",
        "aggregate: count | aggregate: counts",
        "base: {LOW: 10, | base: {",
        "multiply: 1.2 | multiplied: 1.2",
        "add: 20 | add: many",
        "{P1: 80, | {P1: 180,",
        "default_desk: | default:",
        "unknown_desk_hint: default | unknown_desk_hint: ignore",
        "desk_from: hint | desk_from: type",
        "assignment: pull | assignment: push",
        "capacity: 60 | capacity: 0",
        "MON-FRI | MON-FRY",
        "08:00-18:00 | from 8 to 6",
        "business PT16H | business P2D",
        "at_risk: 60% | at_risk: 160%",
        "type: live | type: life",
        "breached | breach",
        "operations: [close] | operations: [comment]",
        "expires_after: PT4H | expires_after: 4h",
        "on: [first SUN] | on: [next SUN]",
        "on: [first SUN] | on: []",
        "at: \"02:00\" | at: 2 o'clock",
        "for: PT3H | lasts: PT3H",
        "owner: platform | owned_by: platform",
        "source: event.type | sources: event.type",
        "longest: P14D | longest: two weeks",
      })
  void refusesWhatTheParserRefuses(String original, String wrong) throws IOException {
    String yaml = example("payments-desk");
    assertThat(yaml).contains(original);
    String broken = yaml.replace(original, wrong);

    assertThat(found(broken)).as("schema on \"%s\"", wrong).isNotEmpty();
    assertThatThrownBy(() -> PolicyParser.parse(broken)).isInstanceOf(PolicyException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "session_gap: PT5M | session_gap: 5 minutes",
        "min_members: 3 | min_members: 0",
        "base: mean-score | base: best",
        "add: 10 | plus: 10",
        "suppress: members | suppress: all",
        "high: score >= 60 | High: score >= 60",
      })
  void knowsCorrelationRules(String original, String wrong) {
    String yaml = CorrelationSectionTest.LEAST + "correlation:\n" + CORRELATION;
    assertThat(yaml).contains(original);
    String broken = yaml.replace(original, wrong);

    assertThat(found(yaml)).isEmpty();
    assertThat(PolicyParser.parse(yaml).correlation().rules()).hasSize(2);
    assertThat(found(broken)).as("schema on \"%s\"", wrong).isNotEmpty();
    assertThatThrownBy(() -> PolicyParser.parse(broken)).isInstanceOf(PolicyException.class);
  }

  private static final String ROUTING =
      """
      calendars: {london: {zone: Europe/London, hours: {MON-FRI: ["08:00-18:00"]}}}
      operators:
        ana: {calendar: london, max_load: 9, skills: {fx: 3}}
        bo: {calendar: {zone: UTC, hours: {SAT: ["10:00-12:00"]}}, out_of_office: [{from: 2026-01-01T00:00:00Z, to: 2026-01-02T00:00:00Z}]}
      on_call:
        nights:
          zone: UTC
          layers: [{name: n, rotation: PT12H, starts: 2026-01-05, hand_over: "20:00", members: [ana, bo], only: {MON: ["20:00-24:00"]}}]
          overrides: [{who: bo, from: 2026-01-01T00:00:00Z, to: 2026-01-02T00:00:00Z, reason: leave}]
      desks:
        d:
          members: [{name: ana, capacity: 3, skills: {fx: 4}}, {on_call: nights, capacity: 2}]
          assignment: sticky
          sticky_by: account
          calendar: london
          outside_hours: wait
          weights: {P1: 4, P3: 2}
          capacity: 50
          overflow: {desk: e, load: 90%}
          escalation: e
        e: {assignment: pull, capacity: 10}
      routing:
        default_desk: d
        tags: [all]
        auto_close: P7D
        subpolicies: {s: {priority: P2, branches: [{name: x, when: score > 9, desk: e}]}}
        branches:
          - {name: a, during: london, when: score > 1, desk: e, use: s, continue: true}
          - {name: b, outside: {zone: UTC, hours: {MON: ["08:00-09:00"]}, holidays: [2026-12-25]}, skills: {fx: 1}}
          - {name: c, when_busy: e, auto_resolve: PT24H, auto_close: never, dedupe: {by: event.type, window: PT10M}}
          - {name: f, when_busy: {desk: e, load: 80%}, split: [{desk: d, percent: 70}, {desk: e, percent: 30%}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_load: 9 | max_load: 0",
        "skills: {fx: 3} | skills: {fx: high}",
        "rotation: PT12H | rotation: monthly",
        "starts: 2026-01-05, | ",
        "who: bo | name: bo",
        "{on_call: nights, capacity: 2} | {on_call: nights, skills: {fx: 1}}",
        "assignment: sticky | assignment: round-robin",
        "outside_hours: wait | outside_hours: stop",
        "P1: 4 | P5: 4",
        "load: 90% | load: 0.9",
        "auto_close: P7D | auto_close: soon",
        "priority: P2 | priority: high",
        "during: london | during: {zone: UTC}",
        "percent: 70 | percent: 170",
        "use: s | use: s, branches: []",
        "window: PT10M | window: long",
        "when_busy: e | when_busy: {load: 10%}",
      })
  void knowsRoutingDesksAndOperators(String original, String wrong) {
    String yaml = RoutingSamples.yaml(ROUTING);
    assertThat(yaml).contains(original);
    String broken = yaml.replace(original, wrong == null ? "" : wrong);

    assertThat(found(yaml)).isEmpty();
    assertThat(PolicyParser.parse(yaml).routing().branches()).hasSize(4);
    assertThat(found(broken)).as("schema on \"%s\"", wrong).isNotEmpty();
    assertThatThrownBy(() -> PolicyParser.parse(broken)).isInstanceOf(PolicyException.class);
  }

  private static Set<ValidationMessage> found(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML);
  }

  private static String example(String name) throws IOException {
    return Files.readString(Path.of("..", "examples", name, "policy.yaml"));
  }
}
