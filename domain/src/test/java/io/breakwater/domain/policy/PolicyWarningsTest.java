package io.breakwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.routing.RoutingSamples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is allowed but hardly meant. */
class PolicyWarningsTest {

  private static final String HEAD = RoutingSamples.yaml("");
  private static final int LINES = (int) HEAD.lines().count();

  @Test
  void branchesThatNothingReaches() {
    assertThat(
            warnings(
                """
                calendars: {c: {zone: UTC, hours: {MON: ["08:00-18:00"]}}}
                desks: {d: {assignment: pull}}
                routing:
                  default_desk: d
                  branches:
                    - {name: never, when: 1 > 2 || false}
                    - {name: first, when: score > 5}
                    - {name: same, when: "score > 5 "}
                    - {name: passes, when: score > 6, continue: true}
                    - {name: after, when: score > 6}
                    - {name: day, during: c}
                    - {name: day-again, during: c, when: score > 8}
                    - {name: all, when: 2 > 1}
                    - name: late
                      when: score > 9
                      branches:
                        - {name: inner, when: score > 9}
                        - {name: rest}
                        - {name: lost, when: score > 1}
                """))
        .containsExactly(
            "6 branch \"never\" never matches: its condition is always false",
            "8 nothing reaches branch \"same\": \"first\" before it has the same condition and takes"
                + " what it would match",
            "12 nothing reaches branch \"day-again\": \"day\" before it has the same condition and"
                + " takes what it would match",
            "14 nothing reaches branch \"late\": \"all\" before it takes everything",
            "19 nothing reaches branch \"late > lost\": \"rest\" before it takes everything");
  }

  @Test
  void desksAndSubPoliciesThatNothingUses() {
    assertThat(
            warnings(
                """
                desks: {d: {assignment: pull}, e: {}, f: {assignment: pull}}
                routing:
                  default_desk: d
                  subpolicies: {lone: {branches: [{name: x, when: score > 1}]}}
                  branches: [{name: e, when: score > 2, desk: e}]
                """))
        .containsExactly(
            "1 desk \"e\" has no members",
            "1 no branch, overflow or escalation leads to desk \"f\"",
            "4 no branch uses the sub-policy \"lone\"");
  }

  @Test
  void daysAroundTheClockWhereAnotherSlaKeepsBusinessHours() {
    assertThat(
            warnings(
                """
                calendars: {c: {zone: UTC, hours: {MON: ["08:00-18:00"]}}}
                desks: {d: {assignment: pull}}
                routing: {default_desk: d}
                slas:
                  - {name: urgent, when: priority == "P1", resolve: {within: PT4H}}
                  - {name: slow, when: priority == "P3", resolve: {within: P3D}}
                  - {name: rest, when: priority == "P4", calendar: c, resolve: {within: business PT9H}}
                """))
        .containsExactly(
            "6 SLA \"slow\" counts whole days without a calendar, and \"rest\" has one");
  }

  @Test
  void skillsThatNobodyHasAtThatLevel() {
    assertThat(
            warnings(
                """
                operators: {ana: {skills: {fx: 2}}}
                desks: {d: {members: [{name: ana}]}}
                routing:
                  default_desk: d
                  branches: [{name: a, when: score > 1, skills: {fx: 3}}]
                """))
        .containsExactly("5 nobody has the skill \"fx\" at level 3");
  }

  @Test
  void aSoundPolicyHasNone() {
    assertThat(
            warnings(
                """
                desks: {d: {assignment: pull}}
                routing: {default_desk: d}
                """))
        .isEmpty();
  }

  private static List<String> warnings(String sections) {
    return PolicyParser.check(HEAD + sections).warnings().stream()
        .map(w -> (w.line() - LINES) + " " + w.message())
        .toList();
  }
}
