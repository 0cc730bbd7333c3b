package io.breakwater.domain.policy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.diff.PolicyChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDiffTest {
  private static final String CORRELATED =
      """
      correlation:
        rules:
          - name: bursts
            by: event.source_id
            session_gap: PT5M
            matching: {high: score > 60}
            open_when: incident.count > 3
            score: {base: mean-score, rules: [{name: many, when: incident.count > 9, add: 10}]}
      """;

  private String example;

  @BeforeEach
  void read() throws IOException {
    example = Files.readString(Path.of("..", "examples", "payments-desk", "policy.yaml"));
    example = CORRELATED + example;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "effective_from: 2026-01-01T00 | effective_from: 2026-02-01T00 | policy | ~ the version, in force from: from 2026-01-01T00:00:00Z to 2026-02-01T00:00:00Z",
        "[account, account_holder, email] | [account, email] | attributes | ~ attributes, personal: from account, account_holder, email to account, email",
        "window: PT30M | window: PT45M | features | ~ feature fails_of_counterparty, window: from 30 minutes to 45 minutes",
        "order: arrival | order: event-time | features | ~ features, order: from arrival to event-time",
        "HIGH: 50 | HIGH: 55 | scoring | ~ base points, HIGH: from 50 to 55",
        "multiply: 1.2 | multiply: 1.5 | scoring | ~ rule watched-counterparty, effect: from multiply 1.2 to multiply 1.5",
        "P2: 60 | P2: 65 | scoring | ~ priorities, P2 from: from score 60 to score 65",
        "incident.count > 3 | incident.count > 4 | correlation | ~ rule bursts, opens when: from incident.count > 3 to incident.count > 4",
        "incident.count > 9 | incident.count > 8 | correlation | ~ score rule many of bursts, when: from incident.count > 9 to incident.count > 8",
        "session_gap: PT5M | session_gap: PT1H5M | correlation | ~ rule bursts, session gap: from 5 minutes to 1 hour 5 minutes",
        "unknown_desk_hint: default | unknown_desk_hint: create | routing | ~ what no branch handles, unknown desk hint: from default to create",
        "desk: oversight | desk: triage | routing | ~ branch audit, desk: from oversight to triage",
        "skills: {fx: 2} | skills: {fx: 1} | routing | ~ branch settlements > fx, skills: from fx 2 to fx 1; ~ branch settlements > fx > critical, skills: from fx 2 to fx 1",
        "continue: true | during: london | routing | ~ branch audit, continues: no more, was yes; ~ branch audit, during: london, was not there",
        "priority: P1 | priority: P2 | routing | ~ branch payments > sanctions, priority: from P1 to P2",
        "amara: {skills: {fx: 3}} | amara: {skills: {fx: 4}} | operators,desks | ~ operator amara, skills: from fx 3 to fx 4; ~ member amara of settlements, skills: from fx 3 to fx 4",
        "rotation: weekly | rotation: daily | on_call | ~ layer week of oversight, a turn lasts: from 7 days to 1 day",
        "assignment: round-robin | assignment: least-loaded | desks | ~ desk payments, assignment: from round-robin to least-loaded",
        "- {name: chen, capacity: 25} | - {name: chen, capacity: 30} | desks | ~ member chen of settlements, capacity: from 25 to 30",
        "overflow: triage | overflow: {desk: triage, load: 90%} | desks | ~ desk settlements, overflow: from triage at 2000 to triage at 1800",
        "holidays: [2026-12-25, 2026-12-28 | holidays: [2026-12-25 | calendars | ~ calendar london, holidays: from 2026-12-25, 2026-12-28, 2027-01-01 to 2026-12-25, 2027-01-01",
        "within: business PT4H | within: business PT2H | slas | ~ SLA standard, acknowledge within: from 4 hours of opening hours to 2 hours of opening hours",
        "at_risk: 60% | at_risk: 50% | slas | ~ SLA urgent, acknowledge at risk after: from 60% to 50%",
        "on: [at-risk, breached] | on: [breached] | notifications | ~ rule clock, on: from at-risk, breached to breached",
        "quiet_after: PT1H | quiet_after: PT2H | notifications | ~ notifications, quiet after: from 1 hour to 2 hours",
        "operations: [close] | operations: [close, resolve] | approvals | ~ approval large-write-off, operations: from close to resolve, close",
        "on: [first SUN] | on: [last SUN] | maintenance | ~ maintenance window ledger-release, recurrence: from first SUN at 02:00 Europe/London for PT3H to last SUN at 02:00 Europe/London for PT3H",
        "event.type == \"payment.channel-down\" | event.type == \"payment.down\" | inhibit | ~ inhibiting rule network-down, source: from event.type == \"payment.channel-down\" to event.type == \"payment.down\"",
        "longest: P14D | longest: P7D | silences | ~ silences, longest: from 14 days to 7 days",
        "- {every: PT15M} | - {every: PT30M} | sla_report | ~ the SLA report, windows: from 15 minutes every 15 minutes, 1 hour every 15 minutes to 30 minutes every 30 minutes, 1 hour every 15 minutes",
      })
  void saysEachChangeInWords(String old, String now, String sections, String words) {
    assertThat(example).contains(old);
    PolicyDiff diff = diff(example.replaceFirst(Pattern.quote(old), now));

    assertThat(String.join("; ", diff.changes().stream().map(PolicyChange::inWords).toList()))
        .isEqualTo(words);
    assertThat(diff.changes().stream().map(PolicyChange::section).distinct())
        .containsExactly(sections.split(","));
  }

  @Test
  void whatComesAndGoesIsSaidWhole() {
    String changed =
        example
            .replace("name: sanctions ", "name: embargo ")
            .replace("  - name: high\n", "  - name: higher\n");

    assertThat(diff(changed).changes())
        .extracting(PolicyChange::inWords)
        .containsExactly(
            "- branch payments > sanctions: when event.type.contains(\"sanctions\"), desk triage,"
                + " priority P1, closed after 30 days",
            "+ branch payments > embargo: when event.type.contains(\"sanctions\"), desk triage,"
                + " priority P1, closed after 30 days",
            "- SLA high: when priority == \"P2\", acknowledge within 30 minutes, acknowledge at"
                + " risk after 80%, resolve within 8 hours, resolve at risk after 75%",
            "+ SLA higher: when priority == \"P2\", acknowledge within 30 minutes, acknowledge at"
                + " risk after 80%, resolve within 8 hours, resolve at risk after 75%");
  }

  @Test
  void theOrderCountsWhereThingsAreTriedInOrder() {
    String rule =
        "    - name: small-amount\n      when: has(event.amount) && event.amount < 1000"
            + " && event.severity != \"CRITICAL\"\n      cap: 40\n";
    assertThat(example).contains(rule);
    String first =
        example
            .replace(rule, "")
            .replaceFirst("  rules:\n    - name: large", "  rules:\n" + rule + "    - name: large");

    assertThat(diff(first).changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(Kind.REORDERED);
              assertThat(change.what()).isEqualTo("the scoring rules");
              assertThat(change.from()).startsWith("rule large-amount, ");
              assertThat(change.to()).startsWith("rule small-amount, rule large-amount, ");
            });
  }

  @Test
  void howItIsWrittenDoesNotMatter() {
    String other =
        example
            .replaceAll("(?m)\\s+#.*$", "")
            .replace("PT30M", "PT1800S")
            .replace("at_risk: 75%", "at_risk: 0.75")
            .replace(
                "MON-FRI: [\"08:00-18:00\"]",
                "MON-TUE: [\"08:00-18:00\"]\n      WED-FRI: [\"08:00-18:00\"]")
            .replace(
                "{LOW: 10, MEDIUM: 30, HIGH: 50, CRITICAL: 75}",
                "{CRITICAL: 75.0, HIGH: 50, LOW: 10, MEDIUM: 30}")
            .replace("[account, account_holder, email]", "[email, account, account_holder]")
            .replace(
                "when: has(event.amount) && event.amount >= 1000000",
                "when: >\n        has( event.amount )\n        && event.amount>=1000000")
            .replace("assignment: skill-then-least-loaded", "assignment: SKILL_THEN_LEAST_LOADED")
            .strip();
    assertThat(other).isNotEqualTo(example);

    assertThat(diff(other).changes()).isEmpty();
  }

  private PolicyDiff diff(String changed) {
    Policy from = PolicyParser.parse(example);
    return PolicyDiff.between(from, PolicyParser.parse(changed));
  }
}
