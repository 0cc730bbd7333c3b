package io.breakwater.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.Breakwater;
import io.breakwater.app.traffic.TrafficScript;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command over a file of a generated day at a payments desk. */
class PolicyBacktestCommandTest {
  private static final Path EXAMPLE = Path.of("../examples/payments-desk/policy.yaml");

  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path history;
  private Path candidate;

  @BeforeEach
  void write() throws IOException {
    TrafficScript script = new TrafficScript(7, "t");
    StringBuilder lines = new StringBuilder();
    Instant now = Instant.parse("2026-03-02T08:00:00Z");
    for (int i = 0; i < 2_000; i++) {
      byte[] event = script.next(now.plusSeconds(15L * i)).value();
      lines.append(new String(event, StandardCharsets.UTF_8)).append('\n');
    }
    history = Files.writeString(dir.resolve("day.jsonl"), lines);
    String yaml = Files.readString(EXAMPLE);
    candidate =
        Files.writeString(
            dir.resolve("new.yaml"),
            yaml.replace("\"2026.1\"", "\"2026.2\"")
                .replace("event.amount >= 1000000", "event.amount >= 100000")
                .replace(
                    "when: event.type.contains(\"sanctions\")",
                    "when: event.severity == \"CRITICAL\""));
  }

  @Test
  void aPersonReadsWhatDiffers() {
    assertThat(backtest()).isZero();
    assertThat(out.toString())
        .startsWith("payments-desk@2026.2 against payments-desk@2026.1\n")
        .containsPattern("open with another priority +\\d+ \\(\\d+\\.\\d%\\)")
        .contains(
            "SLA breaches", "Feature fails_of_counterparty of the candidate is not on record");
    assertThat(err.toString()).contains("rows were skipped, such as:", "day.jsonl line ");
  }

  @Test
  void aMachineReadsTheSame() throws IOException {
    assertThat(backtest("--format", "json", "--exit-code")).isEqualTo(1);
    JsonNode report = Json.mapper().readTree(out.toString());
    assertThat(report.at("/counts/moved").asInt()).isPositive();
    assertThat(report.at("/counts/reprioritised").asInt()).isPositive();
    assertThat(report.path("items").size()).isEqualTo(report.at("/counts/differing").asInt());

    String id = report.at("/items/0/exception_id").asText();
    out.getBuffer().setLength(0);
    assertThat(backtest("--item", id)).isZero();
    assertThat(out.toString())
        .contains("RAISED at ", "  before: desk ", "  after: desk ", " is true");
  }

  @Test
  void theHtmlStandsAlone() throws IOException {
    Path file = dir.resolve("report.html");
    assertThat(backtest("--format", "html", "--out", file.toString())).isZero();
    String html = Files.readString(file);
    assertThat(html)
        .startsWith("<!doctype html>")
        .contains("<svg", "From priority to priority", "payments-desk@2026.2")
        .doesNotContain("http://", "https://", "<script", "<link", "src=", "url(");
    assertThat(out.toString()).isEqualTo("the report is in %s%n".formatted(file));
  }

  @Test
  void theSamePolicyDiffersInNothing() {
    candidate = EXAMPLE;
    assertThat(backtest("--exit-code")).isZero();
    assertThat(out.toString()).doesNotContain("items that differ");
  }

  @Test
  void whatIsWrongIsOneSentence() {
    history = dir.resolve("none.jsonl");
    assertThat(backtest()).isEqualTo(2);
    assertThat(err.toString()).contains("there is no readable file");
    assertThat(
            run(
                "policy",
                "backtest",
                "--policy",
                candidate.toString(),
                "--against",
                "x",
                "--server",
                "http://127.0.0.1:1"))
        .isEqualTo(2);
  }

  @Test
  void aPolicyIsHeldAgainstTheTraffic() throws IOException {
    Files.writeString(
        candidate,
        Files.readString(EXAMPLE).replace("event.attributes.cutoff", "event.attributes.cut_of"));

    assertThat(
            run("policy", "check", candidate.toString(), "--against-traffic", history.toString()))
        .isZero();
    assertThat(out.toString())
        .contains(
            "traffic: scoring rule cut-off-today: no recent event has the attribute \"cut_of\"."
                + " Did you mean \"cutoff\"?",
            "new.yaml was held against 1,9");

    out.getBuffer().setLength(0);
    run("policy", "check", candidate.toString(), "--against-traffic", history.toString(), "--json");
    JsonNode answer = Json.mapper().readTree(out.toString());
    assertThat(answer.path("valid").asBoolean()).isTrue();
    assertThat(answer.at("/traffic/findings/0/where").asText()).startsWith("scoring rule ");
  }

  private int backtest(String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "policy",
                    "backtest",
                    "--policy",
                    candidate.toString(),
                    "--against",
                    EXAMPLE.toString(),
                    "--history",
                    history.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private int run(String... args) {
    return Breakwater.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
