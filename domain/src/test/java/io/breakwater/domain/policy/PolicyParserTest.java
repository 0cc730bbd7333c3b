package io.breakwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.breakwater.domain.calendar.BusinessCalendar.ClosedDay;
import io.breakwater.domain.calendar.BusinessCalendar.CutOff;
import io.breakwater.domain.calendar.BusinessCalendar.Interval;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.policy.DeskPolicy.Assignment;
import io.breakwater.domain.policy.DeskPolicy.Member;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.policy.RoutingPolicy.UnknownDeskHint;
import io.breakwater.domain.policy.ScoringPolicy.Effect;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.sla.SlaDuration.BusinessDays;
import io.breakwater.domain.sla.SlaDuration.BusinessHours;
import io.breakwater.domain.sla.SlaDuration.CalendarDays;
import io.breakwater.domain.sla.SlaDuration.Elapsed;
import io.breakwater.domain.sla.Target;
import io.breakwater.domain.sla.report.ReportWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyParserTest {

  private static final String LEAST =
      """
      policy: p
      version: 1.10
      effective_from: 2026-01-01T00:00:00Z
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 50, CRITICAL: 70}
        priorities: {P1: 80, P2: 60, P3: 30}
      routing: {default_desk: triage}
      desks: {triage: }
      """;

  @Test
  void theLeastPolicyHasSensibleDefaults() {
    Policy policy = PolicyParser.parse(LEAST);

    assertThat(policy.id()).isEqualTo("p@1.10"); // as written, not the number 1.1
    assertThat(policy.scoring().rules()).isEmpty();
    assertThat(policy.routing().unknownDeskHint()).isEqualTo(UnknownDeskHint.DEFAULT);
    assertThat(policy.desks().get("triage")).isEqualTo(DeskPolicy.hinted("triage"));
    assertThat(policy.slas()).isEmpty();
    assertThat(policy.notifications().quietAfter()).isEqualTo(Duration.ofHours(1));
    assertThat(policy.notifications().rules()).isEmpty();
    assertThat(policy.personalAttributes()).isEmpty();
    assertThat(policy.yaml()).isEqualTo(LEAST);
  }

  @Test
  void everySectionIsRead() {
    Policy policy =
        PolicyParser.parse(
            """
            policy: p
            version: "2"
            effective_from: 2026-01-01T00:00:00+01:00
            attributes: {personal: [iban, email]}
            scoring:
              base: {LOW: 10, MEDIUM: 30.5, HIGH: 50, CRITICAL: 70}
              rules:
                - {name: a, when: event.amount > 5, add: -2.5}
                - {name: b, when: "true", multiply: 2}
                - {name: c, when: event.type == "x", cap: 40}
              priorities: {P1: 80, P2: 60, P3: 30}
            routing:
              default_desk: triage
              unknown_desk_hint: create
              branches:
                - name: outer
                  when: score > 3
                  desk: triage
                  continue: true
                  branches: [{name: inner, desk_from: hint}]
            desks:
              triage:
                members: [{name: ada, capacity: 3}, {name: bob}]
                assignment: round-robin
                calendar: london
            calendars:
              london:
                zone: Europe/London
                hours: {MON-WED: ["13:00-24:00", "08:00-12:00"], SAT: ["10:00-11:00"]}
                holidays: [2026-12-25]
            slas:
              - name: fast
                when: desk == "triage" && priority == "P1"
                calendar: london
                acknowledge: {within: PT15M, at_risk: 80%}
                resolve: {within: business PT8H, at_risk: 0.5}
            notifications:
              quiet_after: PT30M
              channels: {feed: {type: live}, hook: {type: webhook, url: "https://x.example/y"}}
              rules: [{name: n, on: [opened, at-risk], channels: [feed, hook]}]
            """);

    assertThat(policy.effectiveFrom()).isEqualTo(Instant.parse("2025-12-31T23:00:00Z"));
    assertThat(policy.personalAttributes()).containsExactly("iban", "email");
    assertThat(policy.scoring().base()).containsEntry(Severity.MEDIUM, 30.5);
    assertThat(policy.scoring().rules())
        .extracting(ScoringPolicy.Rule::effect, ScoringPolicy.Rule::value)
        .containsExactly(
            tuple(Effect.ADD, -2.5), tuple(Effect.MULTIPLY, 2.0), tuple(Effect.CAP, 40.0));
    assertThat(policy.scoring().rules().get(1).when()).isSameAs(Condition.ALWAYS);
    assertThat(policy.scoring().thresholds())
        .isEqualTo(Map.of(Priority.P1, 80, Priority.P2, 60, Priority.P3, 30));
    Branch outer = policy.routing().branches().get(0);
    assertThat(outer.goOn()).isTrue();
    assertThat(outer.when().expression()).isEqualTo("score > 3");
    assertThat(outer.branches().get(0).settings().target()).isEqualTo(DeskTarget.Hinted.HINTED);
    assertThat(outer.branches().get(0).gates()).containsExactly(Gate.Hinted.HINTED);
    assertThat(policy.desks().get("triage"))
        .isEqualTo(
            new DeskPolicy(
                "triage",
                List.of(new Member("ada", 3), new Member("bob", 20)),
                Assignment.ROUND_ROBIN,
                "london"));
    assertThat(policy.calendars().get("london").zone()).isEqualTo(ZoneId.of("Europe/London"));
    assertThat(policy.calendars().get("london").hours())
        .containsOnlyKeys(
            DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.SATURDAY)
        .containsEntry(
            DayOfWeek.TUESDAY,
            List.of(
                new Interval(LocalTime.of(8, 0), LocalTime.of(12, 0)),
                new Interval(LocalTime.of(13, 0), LocalTime.MIDNIGHT)));
    assertThat(policy.calendars().get("london").holidays())
        .containsExactly(LocalDate.of(2026, 12, 25));
    assertThat(policy.slas().get(0).goals())
        .containsExactly(
            new SlaPolicy.Goal(Target.ACKNOWLEDGE, new Elapsed(Duration.ofMinutes(15)), 0.8),
            new SlaPolicy.Goal(Target.RESOLVE, new BusinessHours(Duration.ofHours(8)), 0.5));
    assertThat(policy.notifications().quietAfter()).isEqualTo(Duration.ofMinutes(30));
    assertThat(policy.notifications().channels().get("hook").settings())
        .isEqualTo(Map.of("url", "https://x.example/y"));
    assertThat(policy.notifications().rules().get(0).on())
        .containsExactlyInAnyOrder(Occasion.OPENED, Occasion.AT_RISK);
  }

  @Test
  void allErrorsAreFoundAtOnceInFileOrder() {
    List<PolicyError> errors =
        errors(
            """
            policy: my policy
            version: 1
            effective_form: 2026-01-01T00:00:00Z
            scoring:
              base: {LOW: 10, MEDIUM: 30, HIGH: 50}
              rules:
                - name: a
                  when: event.amout > 5
                  add: 1
                  multiply: 2
              priorities: {P1: 60, P2: 60, P3: thirty}
            routing: {default_desk: triag}
            desks: {triage: {assignment: round-robin}}
            """);

    assertThat(errors)
        .extracting(PolicyError::toString)
        .containsExactly(
            "line 1, column 1: \"effective_from\" is missing. Say from when it is in force, e.g."
                + " 2026-01-31T08:00:00Z",
            "line 1, column 9, policy: \"my policy\" is not valid here. Use up to 64 letters,"
                + " digits, points, hyphens and underscores",
            "line 3, column 1, effective_form: unknown key \"effective_form\". Did you mean"
                + " \"effective_from\"?",
            "line 5, column 9, scoring.base: \"CRITICAL\" is missing. Give points from 0 to 100 for"
                + " CRITICAL",
            "line 7, column 7, scoring.rules[0]: the rule has 2 effects. Write exactly one of add,"
                + " multiply and cap",
            "line 8, column 18, scoring.rules[0].when: an event has no field \"amout\". Did you"
                + " mean \"event.amount\"?",
            "line 11, column 28, scoring.priorities.P2: P2 starts at 60, no lower than the priority"
                + " before it. Let the scores fall from P1 to P3, e.g. {P1: 80, P2: 60, P3: 30}",
            "line 11, column 36, scoring.priorities.P3: \"thirty\" is not valid here. Write a whole"
                + " number from 0 to 100",
            "line 12, column 25, routing.default_desk: there is no desk \"triag\". Did you mean"
                + " \"triage\"? Else add it to desks",
            "line 13, column 30, desks.triage.assignment: there is nobody to assign to. Add"
                + " members, or write pull");
  }

  @Test
  void anErrorInAnExpressionIsFoundInEveryScalarStyle() {
    assertThat(whenError("when: event.typo == 'x'")).isEqualTo("7:18");
    assertThat(whenError("when: 'event.typo == ''x'''")).isEqualTo("7:19");
    assertThat(whenError("when: 'event.type == ''it'' && foo == ''x'''")).isEqualTo("7:38");
    assertThat(whenError("when: \"event.type == \\\"it\\\" && foo == ''\"")).isEqualTo("7:38");
    assertThat(whenError("when: |\n        event.type == 'x'\n          && foo")).isEqualTo("9:14");
    assertThat(whenError("when: > # folded\n        event.type == 'x'\n        && foo"))
        .isEqualTo("9:12");
    assertThat(whenError("when: event.type ==\n          'x' && foo")).isEqualTo("8:18");
  }

  private static String whenError(String when) {
    List<PolicyError> errors =
        errors(
            LEAST.substring(0, LEAST.indexOf("  priorities"))
                + "  rules:\n    - "
                + when
                + "\n      name: a\n      add: 1\n"
                + LEAST.substring(LEAST.indexOf("  priorities")));
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).path()).isEqualTo("scoring.rules[0].when");
    return errors.get(0).line() + ":" + errors.get(0).column();
  }

  @Test
  void aConditionSeesOnlyWhatIsKnownAtItsPlace() {
    assertThat(
            errors(
                LEAST + "slas: [{name: a, when: score > 1, resolve: {within: PT1H}}, {name: b}]"))
        .extracting(PolicyError::message)
        .containsExactly("the SLA has no target");
    assertThat(
            errors(
                LEAST.replace(
                    "{default_desk: triage}",
                    "{default_desk: triage, branches: [{name: a, when: desk == \"triage\"}]}")))
        .extracting(PolicyError::message)
        .containsExactly("unknown name \"desk\"");
  }

  @Test
  void referencesAndDoubleNamesAreChecked() {
    assertThat(
            errors(
                LEAST.replace("{triage: }", "{triage: {calendar: london}}")
                    + """
                    slas:
                      - {name: a, resolve: {within: business PT8H}}
                      - {name: a, resolve: {within: business P1D}}
                    notifications:
                      channels: {feed: {type: life}}
                      rules: [{name: n, on: [breach], channels: [fed]}]
                    """))
        .extracting(PolicyError::message)
        .containsExactly(
            "there is no calendar \"london\"",
            "business hours and days need a calendar",
            "there are two SLAs \"a\"",
            "\"business P1D\" is not valid here",
            "there is no channel type \"life\"",
            "\"breach\" is not known here",
            "there is no channel \"fed\"");
  }

  @Test
  void groupingIsChecked() {
    String branches =
        "[{name: a, group: incidents}, {name: b, group_wait: PT1M},"
            + " {name: c, group: incident, group_wait: 30s,"
            + " branches: [{name: d, group: none, group_wait: PT5S}]}]";
    assertThat(
            errors(
                LEAST.replace(
                    "{default_desk: triage}",
                    "{default_desk: triage, branches: " + branches + "}")))
        .extracting(e -> e.path() + ": " + e.message() + ". " + e.remedy())
        .containsExactly(
            "routing.branches[0].group: \"incidents\" is not known here. Did you mean \"incident\"?",
            "routing.branches[1].group_wait: the branch does not group. Add group: incident, or"
                + " remove group_wait",
            "routing.branches[2].group_wait: \"30s\" is not valid here. Write a duration, e.g. PT15M,"
                + " PT4H or P2D",
            "routing.branches[2].branches[0].group_wait: the branch does not group. Add group:"
                + " incident, or remove group_wait");
  }

  @Test
  void calendarsAreChecked() {
    assertThat(
            errors(
                LEAST
                    + """
                    calendars:
                      a: {zone: Europe/Londn, hours: {MON: ["08:00-18:00"]}}
                      b: {zone: UTC, hours: {MON: ["18:00-08:00"], TEU: ["08:00-09:00"]}}
                      c: {zone: UTC, hours: {MON-FRI: ["08:00-12:00"], FRI: ["11:00-13:00"]}}
                      d: {zone: UTC, hours: {}, holidays: [25.12.2026]}
                    """))
        .extracting(PolicyError::message)
        .containsExactly(
            "\"Europe/Londn\" is not valid here",
            "it is never open",
            "\"18:00-08:00\" is not valid here",
            "\"TEU\" names no day",
            "FRIDAY has overlapping opening hours",
            "it is never open",
            "\"25.12.2026\" is not valid here");
  }

  @Test
  void cutOffsAndDaysSayWhereTheyAreWrong() {
    assertThat(
            errors(
                LEAST
                    + """
                    calendars:
                      a:
                        zone: UTC
                        hours: {MON: ["08:00-18:00"]}
                        cut_off: {at: 5pm, counts_as: "8:30"}
                        closed_day: keep
                      b: {zone: UTC, hours: {MON: ["08:00-18:00"]}, cut_off: {counts_as: "08:30"}}
                    slas:
                      - {name: a, calendar: a, resolve: {within: 0 business days}}
                      - {name: b, resolve: {within: 2 calendar days}}
                    """))
        .extracting(PolicyError::toString)
        .containsExactly(
            "line 13, column 19, calendars.a.cut_off.at: \"5pm\" is not valid here. Write a local"
                + " time in quotes, e.g. \"08:30\"",
            "line 13, column 35, calendars.a.cut_off.counts_as: \"8:30\" is not valid here. Write a"
                + " local time in quotes, e.g. \"08:30\"",
            "line 14, column 17, calendars.a.closed_day: \"keep\" is not known here. Use one of:"
                + " opening, keep-time",
            "line 15, column 58, calendars.b.cut_off: \"at\" is missing. Say from when on, e.g. at:"
                + " \"17:00\"",
            "line 17, column 46, slas[0].resolve.within: \"0 business days\" is not valid here. Write"
                + " PT4H (around the clock), business PT8H (opening hours), 2 business days or 30"
                + " calendar days",
            "line 18, column 33, slas[1].resolve.within: business hours and days need a calendar."
                + " Add calendar: NAME to the SLA");
  }

  @Test
  void daysAndCutOffsAreRead() {
    Policy policy =
        PolicyParser.parse(
            LEAST
                + """
                calendars:
                  city:
                    zone: America/New_York
                    hours: {MON-FRI: ["08:30-17:00"]}
                    cut_off: {at: "17:00", counts_as: "08:30"}
                    closed_day: keep-time
                slas:
                  - name: a
                    calendar: city
                    acknowledge: {within: 1 business day}
                    resolve: {within: 120 calendar days}
                """);
    assertThat(policy.slas().get(0).goals())
        .extracting(SlaPolicy.Goal::within)
        .containsExactly(new BusinessDays(1), new CalendarDays(120));
    assertThat(policy.calendars().get("city").cutOff())
        .isEqualTo(new CutOff(LocalTime.of(17, 0), LocalTime.of(8, 30)));
    assertThat(policy.calendars().get("city").closedDay()).isEqualTo(ClosedDay.KEEP_TIME);
  }

  @Test
  void windowsOfTheReportSayWhereTheyAreWrong() {
    assertThat(
            errors(
                LEAST
                    + """
                    sla_report:
                      zone: Europe/Londn
                      windows:
                        - {every: PT7M}
                        - {length: PT90M, every: PT1H}
                        - {length: P400D, every: P1D}
                        - {every: PT1H}
                        - {every: PT1H}
                        - {length: PT1H}
                    """))
        .extracting(PolicyError::toString)
        .containsExactly(
            "line 10, column 9, sla_report.zone: \"Europe/Londn\" is not valid here. Use an IANA"
                + " name, e.g. Europe/London",
            "line 12, column 15, sla_report.windows[0].every: windows cannot end every PT7M. Write a"
                + " part of a day in multiples of PT5M that divides it, e.g. PT15M or PT1H, or whole"
                + " days",
            "line 13, column 16, sla_report.windows[1].length: a window cannot be PT1H30M long."
                + " Write a multiple of every, which is PT1H, up to 366 days",
            "line 14, column 16, sla_report.windows[2].length: a window cannot be PT9600H long."
                + " Write a multiple of every, which is PT24H, up to 366 days",
            "line 16, column 7, sla_report.windows[4]: this window is there twice. Remove one of the"
                + " two",
            "line 17, column 7, sla_report.windows[5]: \"every\" is missing. Say how often one ends,"
                + " e.g. every: PT1H");
  }

  @Test
  void theReportCountsDaysInUtcUnlessThePolicySaysOtherwise() {
    assertThat(PolicyParser.parse(LEAST).slaReport()).isEqualTo(SlaReportPolicy.DEFAULT);
    SlaReportPolicy report =
        PolicyParser.parse(
                LEAST
                    + """
                    sla_report:
                      zone: Europe/London
                      windows: [{every: PT1H}, {length: P1D, every: PT1H}]
                    """)
            .slaReport();
    assertThat(report.zone()).isEqualTo(ZoneId.of("Europe/London"));
    assertThat(report.windows())
        .containsExactly(
            new ReportWindow(Duration.ofHours(1), Duration.ofHours(1)),
            new ReportWindow(Duration.ofDays(1), Duration.ofHours(1)));
  }

  @Test
  void webhookAddressesAreChecked() {
    for (String url : List.of("hooks.example.com", "ftp://x.example", "https://u:pw@x.example")) {
      assertThat(
              errors(
                  LEAST
                      + "notifications: {channels: {hook: {type: webhook, url: \"%s\"}}}"
                          .formatted(url)))
          .extracting(PolicyError::path)
          .containsExactly("notifications.channels.hook.url");
    }
  }

  @Test
  void duplicateKeysAreRefused() {
    assertThat(errors(LEAST + "policy: q\n"))
        .extracting(PolicyError::toString)
        .containsExactly(
            "line 9, column 1, policy: \"policy\" is there twice. Remove one of the two");
  }

  @Test
  void whatIsNotYamlSaysWhere() {
    assertThat(errors("policy: [a\nversion: 1\n").get(0).line()).isEqualTo(2);
    assertThat(errors("").get(0).message()).isEqualTo("the file is empty");
    assertThat(errors("just text").get(0).message())
        .isEqualTo("expected a mapping, found \"just text\"");
    assertThat(errors("a: 1\n---\nb: 2\n").get(0).message()).startsWith("not YAML: ");
    assertThat(errors("policy: \u0001").get(0).column()).isEqualTo(9);
    assertThat(errors("a: *nowhere").get(0).message()).contains("undefined alias");
  }

  @Test
  void hostileFilesAreRefusedQuickly() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(errors("[".repeat(100_000)).get(0).message()).contains("deeper than 40");
    assertThat(errors(bomb.toString()).get(0).message()).contains("more than 100 aliases");
    assertThat(errors("# " + "x".repeat(2_000_000)).get(0).message()).contains("characters");
    assertThat(errors("a: &a [*a]")).isNotEmpty();
    assertThat(errors("slas: &a [*a]")).isNotEmpty();
    assertThat(errors("routing: {branches: &b [{name: x, branches: *b}]}")).isNotEmpty();
    assertThat(errors("x: 1\n".repeat(10_000))).hasSizeLessThanOrEqualTo(100);
  }

  private static List<PolicyError> errors(String yaml) {
    PolicyException refused =
        catchThrowableOfType(PolicyException.class, () -> PolicyParser.parse(yaml));
    assertThat(refused).isNotNull();
    return refused.errors();
  }
}
