package io.breakwater.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.Breakwater;
import io.breakwater.app.demo.DataDirectory;
import io.breakwater.domain.json.Json;
import io.breakwater.embedded.LoopbackPorts;
import io.breakwater.platform.policy.Policies;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * What a person sees before anything runs: help, exit codes, and one sentence for what is wrong.
 */
class CommandLineTest {
  private static final String WRONG_POLICY =
      """
      policy: desk
      version: "1"
      effective_from: 2026-01-01T00:00:00Z
      scoring:
        rules:
          - name: nonsense
            when: event.sevrity == "HIGH"
            add: 10
      """;

  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "serve",
        "produce",
        "replay",
        "trace",
        "audit",
        "sla",
        "work",
        "sql",
        "policy",
        "on-call",
        "jobs",
        "bench",
        "dead-letters",
        "incidents",
        "flow"
      })
  void everyCommandHasHelp(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: breakwater " + command);
  }

  @Test
  void itSaysItsVersion() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("breakwater ");
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    assertThat(run("demo", "--prot", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--prot");
  }

  @Test
  void jobsWithoutAClusterIsOneSentence() {
    String nobody = "http://127.0.0.1:" + LoopbackPorts.free();
    assertThat(run("jobs", "list", "--cluster", nobody)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("breakwater: no Flink cluster answers at " + nobody);
  }

  @Test
  void aSavepointNeedsItsJob() {
    assertThat(run("jobs", "start", "--bootstrap", "k:1", "--from-savepoint", "s3://b/s"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("a savepoint is of one job: name it with --job");
  }

  @Test
  void policyCheckNamesTheLineAndExitsWithOne() throws IOException {
    assertThat(run("policy", "check", wrongPolicy())).isEqualTo(1);
    assertThat(out.toString()).contains("policy.yaml: ").contains("line 7").contains("sevrity");
  }

  @Test
  void policyCheckSaysTheSameAsJson() throws IOException {
    assertThat(run("policy", "check", "--json", wrongPolicy())).isEqualTo(1);
    assertThat(Json.mapper().readTree(out.toString()))
        .isEqualTo(Json.mapper().valueToTree(Policies.check(WRONG_POLICY)));
  }

  @Test
  void policyCheckSaysAsJsonThatAPolicyIsGood() throws IOException {
    String good = "../examples/payments-desk/policy.yaml";
    assertThat(run("policy", "check", "--json", good)).isZero();
    JsonNode answer = Json.mapper().readTree(out.toString());
    assertThat(answer.path("valid").asBoolean()).isTrue();
    assertThat(answer.path("id").asText()).startsWith("payments-desk@");
    assertThat(answer.path("errors")).isEmpty();
  }

  @Test
  void policyCheckWarnsOfWhatIsHardlyMeant() throws IOException {
    String yaml = Files.readString(Path.of("../examples/payments-desk/policy.yaml"));
    Path file =
        Files.writeString(
            dir.resolve("warned.yaml"),
            yaml.replace(
                "    - name: settlements\n", "    - name: all\n    - name: settlements\n"));

    assertThat(run("policy", "check", file.toString())).isZero();
    assertThat(out.toString())
        .contains("warned.yaml: warning: line ")
        .contains("nothing reaches branch \"settlements\": \"all\" before it takes everything")
        .contains("warned.yaml is good: payments-desk@");
    assertThat(Policies.check(yaml).warnings()).isEmpty();
  }

  @Test
  void policyExplainSaysWhyWithoutAServer() throws IOException {
    Path event =
        Files.writeString(
            dir.resolve("event.json"),
            """
            {"exception_id": "E-1", "source_id": "core", "type": "settlement.fail",
             "severity": "CRITICAL", "occurred_at": "2026-03-02T11:59:00Z"}
            """);
    String[] explain = {
      "policy",
      "explain",
      "--event",
      event.toString(),
      "--at",
      "2026-03-02T12:00:00Z",
      "--policy",
      "../examples/payments-desk/policy.yaml"
    };

    assertThat(run(explain)).isZero();
    assertThat(out.toString())
        .startsWith("settlement.fail E-1 of core, by policy payments-desk@2026.1 at 2026-03-02T")
        .contains("score 75: base +75")
        .contains("desk settlements: settlements")
        .contains("+ settlements: event.type.startsWith(\"settlement.\") is true")
        .contains("operator amara: least loaded: amara had 0 of 40")
        .contains("  - bjorn had 0 of 40")
        .contains(
            "SLA high: acknowledge by 2026-03-02T12:29:00Z, at risk from 2026-03-02T12:23:00Z")
        .contains("when opened, tells console");
    assertThat(run("policy", "explain", "--event", event.toString(), "--at", "noon")).isEqualTo(2);
    assertThat(err.toString()).contains("'noon' is no instant: write it as");
  }

  @Test
  void onCallSaysWhoAndWhenWithoutAServer() throws IOException {
    String policy = "../examples/payments-desk/policy.yaml";

    assertThat(run("on-call", "--policy", policy, "--from", "2026-03-30T07:30:00Z")).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly("schedule operator by until", "oversight farah week 2026-03-30T08:00:00Z");
    out.getBuffer().setLength(0);
    assertThat(
            run(
                "on-call",
                "oversight",
                "--policy",
                policy,
                "--json",
                "--from",
                "2026-03-29T00:00:00Z",
                "--to",
                "2026-03-31T00:00:00Z"))
        .isZero();
    JsonNode shifts = Json.mapper().readTree(out.toString());
    assertThat(shifts.findValuesAsText("operator"))
        .containsExactly("farah", "emeka", "farah", "hana", "goran");
    // the clocks went forward that night: 09:00 of the next day is an hour earlier
    assertThat(shifts.get(3).path("from").asText()).isEqualTo("2026-03-30T08:00:00Z");
    assertThat(run("on-call", "oversigth", "--policy", policy)).isEqualTo(2);
    assertThat(err.toString()).contains("Did you mean \"oversight\"?");
  }

  @Test
  void produceSaysAsJsonWhatItSent() throws IOException {
    Path nothing = Files.writeString(dir.resolve("events.json"), "\n");
    String broker = LoopbackPorts.HOST + ":" + LoopbackPorts.free();
    assertThat(run("produce", "--json", "--bootstrap", broker, nothing.toString())).isZero();
    assertThat(out.toString().strip()).isEqualTo("{\"sent\":0,\"without_key\":0}");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "serve"})
  void aWrongPolicyIsRefusedWithItsLineBeforeAnythingStarts(String command) throws IOException {
    assertThat(run(command, "--policy", wrongPolicy())).isEqualTo(2);
    assertThat(err.toString()).contains("the policy is refused").contains("line 7");
  }

  @Test
  void aTakenPortIsOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LoopbackPorts.HOST))) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(demo("--port", port)).isEqualTo(2);
      assertOneSentence("port " + port + " for HTTP (--port) is taken");
    }
  }

  @Test
  void aNumberThatIsNoPortIsOneSentence() {
    assertThat(demo("--port", "70000")).isEqualTo(2);
    assertOneSentence("port 70000 for HTTP (--port) is no port");
  }

  @Test
  void aDataDirectoryThatCannotBeWrittenIsOneSentence() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "not a directory");
    assertThat(run("demo", "--data-dir", file.toString())).isEqualTo(2);
    assertOneSentence("cannot be written: make it writable or choose another with --data-dir");
  }

  @Test
  void aDataDirectoryInUseIsOneSentence() {
    DataDirectory used = DataDirectory.open(dir);
    try {
      assertThat(run("demo", "--data-dir", dir.toString())).isEqualTo(2);
      assertOneSentence("is in use by another Breakwater");
    } finally {
      used.close();
    }
  }

  @Test
  void aServerWithoutSchemeIsOneSentence() {
    assertThat(run("audit", "verify", "--server", "localhost:8080")).isEqualTo(2);
    assertOneSentence("--server localhost:8080 is no URL");
  }

  @Test
  void aServerThatDoesNotAnswerIsOneSentence() {
    String server = "http://" + LoopbackPorts.HOST + ":" + LoopbackPorts.free();
    assertThat(run("audit", "verify", "--server", server)).isEqualTo(2);
    assertOneSentence("no Breakwater answers at " + server);
  }

  @Test
  void aReplayNamesOneDeadLetterOrManyByAFilter() {
    assertThat(run("dead-letters", "replay", "--set", "type=a.b")).isEqualTo(2);
    assertOneSentence("name one dead letter by its ID, or many by --code");
    err.getBuffer().setLength(0);
    assertThat(run("dead-letters", "replay", "x@1", "--code", "not-json")).isEqualTo(2);
    assertOneSentence("name one dead letter by its ID, or many by --code");
  }

  @Test
  void anInstantWithoutItsZoneIsOneSentence() {
    assertThat(run("sla", "report", "--as-of", "2026-01-31")).isEqualTo(2);
    assertOneSentence("--as-of 2026-01-31 is no instant: write it with its zone");
  }

  @Test
  void aBrokerThatCannotBeFoundIsOneSentence() throws IOException {
    Path events = Files.writeString(dir.resolve("events.json"), "{}");
    assertThat(run("produce", "--bootstrap", "nowhere.invalid:9092", events.toString()))
        .isEqualTo(2);
    assertOneSentence("No resolvable bootstrap urls");
  }

  private int demo(String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "demo";
    all[1] = "--data-dir";
    all[2] = dir.toString();
    all[3] = "--no-traffic";
    System.arraycopy(options, 0, all, 4, options.length);
    return run(all);
  }

  private String wrongPolicy() throws IOException {
    return Files.writeString(dir.resolve("policy.yaml"), WRONG_POLICY).toString();
  }

  private void assertOneSentence(String part) {
    assertThat(err.toString()).startsWith("breakwater: ").contains(part);
    assertThat(err.toString().lines()).hasSize(1);
  }

  private int run(String... arguments) {
    CommandLine line = Breakwater.commandLine();
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
