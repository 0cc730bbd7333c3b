package io.breakwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.domain.routing.RoutingSamples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code routing}, {@code desks}, {@code operators} and {@code on_call} refuse, and where. */
class RoutingSectionTest {

  private static final String HEAD = RoutingSamples.yaml("");
  private static final int LINES = (int) HEAD.lines().count();

  @Test
  void aSubPolicyIsReadWhereItIsUsedAndInheritsThere() {
    Policy policy =
        PolicyParser.parse(
            HEAD
                + """
                desks: {d: {}, emea: {}, apac: {}, loud: {}}
                routing:
                  default_desk: d
                  subpolicies:
                    urgency:
                      tags: [triaged]
                      branches:
                        - {name: loud, when: event.severity == "CRITICAL", desk: loud}
                        - {name: calm, use: calm}
                    calm:
                      priority: P4
                  branches:
                    - {name: emea, when: event.type == "e", desk: emea, use: urgency}
                    - {name: apac, when: event.type == "a", desk: apac, use: urgency}
                """);

    Branch emea = policy.routing().branches().get(0);
    Branch apac = policy.routing().branches().get(1);
    assertThat(emea.branches())
        .extracting(Branch::label)
        .containsExactly("emea > loud", "emea > calm");
    assertThat(emea.branches().get(1).settings().target()).isEqualTo(new DeskTarget.Named("emea"));
    assertThat(apac.branches().get(1).settings().target()).isEqualTo(new DeskTarget.Named("apac"));
    assertThat(apac.branches().get(1).settings().priority()).hasToString("P4");
    assertThat(apac.branches().get(1).settings().tags()).containsExactly("triaged");
    assertThat(apac.settings().priority()).isNull();
  }

  @Test
  void namesThatNothingHasAreRefusedWhereTheyStand() {
    assertThat(
            errors(
                """
                calendars: {london: {zone: Europe/London, hours: {MON: ["08:00-18:00"]}}}
                operators: {ana: {skills: {swift: 2}, calendar: lodnon}}
                on_call:
                  nights:
                    zone: Europe/London
                    layers:
                      - {name: a, rotation: daily, starts: 2026-01-05, members: [anna]}
                desks:
                  triage:
                    overflow: traige
                    escalation: boss
                    members:
                      - {name: anna}
                      - {on_call: night}
                  d: {capacity: 5}
                routing:
                  default_desk: d
                  branches:
                    - {name: a, during: paris, desk: d}
                    - {name: b, when_busy: dd, when: score > 1}
                    - {name: c, use: urgency, when: score > 2}
                    - {name: e, skills: {swfit: 1}, when: score > 3}
                    - name: f
                      split: [{desk: d, percent: 50}, {desk: x, percent: 50}]
                """))
        .containsExactly(
            "2:49 there is no calendar \"lodnon\". Did you mean \"london\"? Else add it to calendars",
            "7:66 there is no operator \"anna\". Did you mean \"ana\"? Else add it to operators",
            "10:15 there is no desk \"traige\". Did you mean \"triage\"? Else add it to desks",
            "11:17 there is no desk \"boss\". Add it to desks",
            "13:16 there is no operator \"anna\". Did you mean \"ana\"? Else add it to operators",
            "14:19 there is no on-call schedule \"night\". Did you mean \"nights\"? Else add it to"
                + " on_call",
            "19:25 there is no calendar \"paris\". Add it to calendars",
            "20:28 there is no desk \"dd\". Did you mean \"d\"? Else add it to desks",
            "21:22 there is no sub-policy \"urgency\". Add it to routing.subpolicies",
            "22:33 nobody has the skill \"swfit\". Did you mean \"swift\"? Else give it to an"
                + " operator",
            "24:46 there is no desk \"x\". Did you mean \"d\"? Else add it to desks");
  }

  @Test
  void circlesAreRefused() {
    assertThat(
            errors(
                """
                desks:
                  a: {capacity: 1, overflow: b}
                  b: {capacity: 1, overflow: {desk: c}}
                  c: {capacity: 1, overflow: a}
                  d: {capacity: 1, overflow: a}
                  e: {capacity: 1, overflow: e, escalation: e}
                routing:
                  default_desk: d
                  subpolicies:
                    one: {branches: [{name: x, use: two}]}
                    two: {branches: [{name: y, use: one}]}
                  branches:
                    - {name: u, use: one}
                """))
        .containsExactly(
            "2:30 desks overflow in a circle: a > b > c > a. Let one of them overflow elsewhere, or"
                + " nowhere",
            "3:30 desks overflow in a circle: b > c > a > b. Let one of them overflow elsewhere, or"
                + " nowhere",
            "4:30 desks overflow in a circle: c > a > b > c. Let one of them overflow elsewhere, or"
                + " nowhere",
            "6:30 desk \"e\" overflows to itself. Name another desk",
            "6:45 desk \"e\" escalates to itself. Name another desk",
            "11:37 sub-policies use each other in a circle: one > two > one. Remove one of the uses");
  }

  @Test
  void percentagesThatDoNotSumToAHundredAndContradictionsAreRefused() {
    assertThat(
            errors(
                """
                desks: {d: {}, e: {}}
                routing:
                  default_desk: d
                  branches:
                    - name: a
                      split: [{desk: d, percent: 70}, {desk: e, percent: 29.5}]
                    - name: b
                      split: [{desk: d, percent: 70}, {desk: d, percent: 30}]
                    - name: c
                      split: [{desk: d, percent: 100.001}]
                    - {name: e, desk: d, desk_from: hint}
                    - {name: f, desk: d, split: [{desk: d, percent: 100}]}
                    - {name: g, when_busy: d, when: score > 1}
                    - {name: h, when_busy: {desk: d, load: 0%}, when: score > 2}
                    - {name: j, dedupe: {by: event.typ}, when: score > 4}
                    - {name: i, auto_close: later, auto_resolve: PT0S, when: score > 3}
                """))
        .containsExactly(
            "6:14 the percentages sum to 99.5, not to 100. Make them sum to 100",
            "8:46 desk \"d\" has two shares. Add them up",
            "10:14 the percentages sum to 0, not to 100. Make them sum to 100",
            "10:34 \"100.001\" is not valid here. Write a percentage above 0 and up to 100, with two"
                + " decimals at most, e.g. 70 or 12.5",
            "11:37 the branch has both desk and desk_from. Remove one of the two",
            "12:33 the branch has split and another desk. Remove one of the two",
            "13:28 desk \"d\" has no capacity that it could reach. Give it a capacity, or members"
                + " with theirs",
            "14:35 desk \"d\" has no capacity that it could reach. Give it a capacity, or members"
                + " with theirs",
            "14:44 \"0%\" is not valid here. Write a share of the capacity, e.g. 80%",
            "15:25 \"window\" is missing. Say for how long, e.g. window: PT10M",
            "15:35 an event has no field \"typ\". Did you mean \"event.type\"?",
            "16:29 \"later\" is not valid here. Write a duration, e.g. PT24H or P7D, or never",
            "16:50 \"PT0S\" is not valid here. Write a duration, e.g. PT24H or P7D, or never");
  }

  @Test
  void desksAndOperatorsThatContradictThemselvesAreRefused() {
    assertThat(
            errors(
                """
                operators:
                  ana:
                    max_load: 0
                    skills: {fx: 0}
                    out_of_office: [{from: 2026-12-31T00:00:00Z, to: 2026-12-24T00:00:00Z}]
                on_call:
                  n: {zone: Mars, layers: []}
                  m:
                    zone: UTC
                    layers: [{name: x, rotation: PT5M, starts: soon, members: []}]
                desks:
                  d: {assignment: sticky, members: [{name: ana}]}
                  e: {sticky_by: x, outside_hours: wait, overflow: d}
                  f: {members: [{name: ana, on_call: m}], weights: {P1: 0}}
                routing: {default_desk: d}
                """))
        .containsExactly(
            "3:15 \"0\" is not valid here. Write a whole number from 1 to 100000",
            "4:18 \"0\" is not valid here. Write a whole number from 1 to 100",
            "5:54 it ends before it begins. Give a later instant than from",
            "7:13 \"Mars\" is not valid here. Use an IANA name, e.g. Europe/London",
            "7:27 nobody is ever on call. Add at least one layer",
            "10:34 \"PT5M\" is not valid here. Write daily, weekly, or how long a turn is (PT1H at"
                + " least), e.g. PT12H or P14D",
            "10:48 \"soon\" is not valid here. Write a date, e.g. 2026-01-05",
            "10:63 nobody takes turns. List at least one operator",
            "12:6 \"sticky_by\" is missing. Name the attribute that keeps work together",
            "13:18 the desk's assignment is not sticky. Write assignment: sticky, or remove"
                + " sticky_by",
            "13:36 the desk has no hours. Give it a calendar",
            "13:52 the desk has no capacity that it could reach. Give it a capacity, or members with"
                + " theirs",
            "14:38 whoever is on call has a name and skills of their own. Remove name and skills"
                + " here, or on_call",
            "14:57 \"0\" is not valid here. Write a whole number from 1 to 1000");
  }

  @Test
  void aTreeThatGrowsWithoutBoundIsRefused() {
    StringBuilder subPolicies = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      subPolicies.append(
          "    s%d: {branches: [{name: a, when: score > 1, use: s%d}, {name: b, use: s%d}]}\n"
              .formatted(i, i + 1, i + 1));
    }

    assertThat(
            errors(
                "desks: {d: {}}\nrouting:\n  default_desk: d\n  subpolicies:\n"
                    + subPolicies
                    + "    s20: {branches: [{name: end}]}\n"
                    + "  branches: [{name: u, use: s0}]\n"))
        .anyMatch(e -> e.contains("the tree has more than 10000 branches"));
  }

  private static List<String> errors(String sections) {
    PolicyException refused =
        catchThrowableOfType(PolicyException.class, () -> PolicyParser.parse(HEAD + sections));
    return refused.errors().stream()
        .map(e -> "%d:%d %s. %s".formatted(e.line() - LINES, e.column(), e.message(), e.remedy()))
        .toList();
  }
}
