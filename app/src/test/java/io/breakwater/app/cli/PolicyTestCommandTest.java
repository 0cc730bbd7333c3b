package io.breakwater.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.Breakwater;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTestCommandTest {
  private static final Path EXAMPLE = Path.of("../examples/payments-desk");
  private static final String CASES = "policy-tests.yaml";

  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void copyTheExample() throws IOException {
    Files.copy(EXAMPLE.resolve("policy.yaml"), dir.resolve("policy.yaml"));
  }

  @Test
  void theExamplePasses() {
    assertThat(run("policy", "test", EXAMPLE.resolve(CASES).toString())).isZero();
    assertThat(out.toString())
        .startsWith("ok    a large settlement with a watched counterparty is urgent")
        .endsWith("payments-desk@2026.1: 14 cases passed, 0 failed" + System.lineSeparator());
  }

  @Test
  void whatFailsSaysWhatWasGotAndWhy() throws IOException {
    String cases =
        cases(
            """
            - name: everything is otherwise
              event: {type: payment.sanctions-hit, severity: LOW, occurred_at: 2026-03-02T12:00:00Z}
              expect:
                desk: payments
                score: 11
                priority: P4
                assignee: dolores
                watchers: oversight
                tags: [critical]
                held: true
                slas: {urgent: {resolve: 2026-03-02T13:00:00Z}, high: }
                notifications: {opened: none, resolved: [console]}
            """);

    assertThat(run("policy", "test", cases)).isEqualTo(1);
    assertThat(out.toString().lines().map(String::strip))
        .contains(
            "desk: expected payments, got triage",
            "+ payments > sanctions: event.type.contains(\"sanctions\") is true",
            "- audit: has(event.amount) && event.amount >= 50000000 is false",
            "score: expected 11, got 10",
            "base +10",
            "priority: expected P4, got P1",
            "branch payments > sanctions gives it",
            "assignee: expected dolores, got nobody",
            "watchers: expected oversight, got none",
            "tags: expected critical, got none",
            "held: expected true, got false",
            "slas: expected high, urgent, got urgent",
            "urgent: acknowledge by 2026-03-02T12:05:00Z",
            "slas.urgent.resolve: expected 2026-03-02T13:00:00Z, got 2026-03-02T14:00:00Z",
            "notifications.opened: expected none, got console",
            "notifications.resolved: expected console, got none",
            "payments-desk@2026.1: 0 cases passed, 1 failed");
  }

  @Test
  void aChangedPolicyFailsTheExampleAndJsonSaysWhere() throws IOException {
    Path changed =
        Files.writeString(
            dir.resolve("changed.yaml"),
            Files.readString(dir.resolve("policy.yaml"))
                .replace("acknowledge: {within: PT5M", "acknowledge: {within: PT6M"));

    assertThat(
            run(
                "policy",
                "test",
                "--json",
                "--policy",
                changed.toString(),
                EXAMPLE.resolve(CASES).toString()))
        .isEqualTo(1);
    JsonNode report = Json.mapper().readTree(out.toString());
    assertThat(report.path("passed").asInt()).isEqualTo(13);
    assertThat(report.path("failed").asInt()).isEqualTo(1);
    JsonNode failed = report.at("/cases/0");
    assertThat(failed.path("passed").asBoolean()).isFalse();
    assertThat(failed.path("mismatches")).hasSize(1);
    assertThat(failed.at("/mismatches/0/what").asText()).isEqualTo("slas.urgent.acknowledge");
    assertThat(failed.at("/mismatches/0/got").asText()).isEqualTo("2026-03-02T12:06:00Z");
  }

  @Test
  void anEventMayStandInAFile() throws IOException {
    Files.writeString(
        dir.resolve("event.json"),
        """
        {"exception_id": "E-1", "source_id": "core", "type": "recon.break", "severity": "LOW",
         "occurred_at": "2026-03-02T12:00:00Z"}
        """);
    String cases = cases("- {name: a, file: event.json, expect: {desk: reconciliations}}\n");

    assertThat(run("policy", "test", cases)).isZero();
  }

  @Test
  void whatCannotBeTriedFails() throws IOException {
    String cases =
        cases(
            """
            - name: no such desk
              event: {type: recon.break, occurred_at: 2026-03-02T12:00:00Z}
              loads: {setlements: 3}
              expect: {desk: reconciliations}
            - name: no event
              event: {severity: LOW, occurred_at: 2026-03-02T12:00:00Z}
              expect: {desk: triage}
            """);

    assertThat(run("policy", "test", cases)).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "cannot be tried: the policy has no desk \"setlements\"; did you mean \"settlements\"?")
        .contains("cannot be tried: the event is refused: ");
  }

  @Test
  void wrongCasesAreRefusedWithEveryPlace() throws IOException {
    String cases =
        cases(
            """
            - {name: a, event: {type: x}, expect: {desk: triage}}
            - {name: a, at: noon, event: {type: x}, expect: {dsek: triage}}
            - {name: c, at: 2026-03-02T12:00:00Z, expect: {priority: P5, notifications: {openned: x}}}
            """);

    assertThat(run("policy", "test", cases)).isEqualTo(2);
    assertThat(err.toString())
        .contains("line 3, column 3, cases[0]: the case has no time")
        .contains("cases[1].name: there are two cases \"a\"")
        .contains("\"noon\" is not valid here")
        .contains("unknown key \"dsek\". Did you mean \"desk\"?")
        .contains("cases[2]: the case has no event")
        .contains("\"P5\" is not known here")
        .contains("unknown key \"openned\". Did you mean \"opened\"?");
  }

  @Test
  void aPolicyIsNeeded() throws IOException {
    Path cases =
        Files.writeString(
            dir.resolve("cases.yaml"),
            "cases: [{name: a, at: 2026-03-02T12:00:00Z, event: {type: x}, expect: {score: 1}}]");

    assertThat(run("policy", "test", cases.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("names no policy");
    assertThat(run("policy", "test", dir.resolve("nothing.yaml").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no file");
  }

  private String cases(String cases) throws IOException {
    return Files.writeString(dir.resolve("cases.yaml"), "policy: policy.yaml\ncases:\n" + cases)
        .toString();
  }

  private int run(String... args) {
    return Breakwater.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
