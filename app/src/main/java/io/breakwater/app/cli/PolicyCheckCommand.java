package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.app.policy.backtest.FileHistory;
import io.breakwater.app.policy.backtest.RecordedHistory;
import io.breakwater.app.policy.lint.TrafficLint;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.platform.policy.Policies;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy check FILE}: everything that is wrong with a file, without a server. */
@Command(
    name = "check",
    description = {
      "Say everything that is wrong with a policy file; exit 1 if there is anything.",
      "What is allowed but hardly meant is a warning."
    })
public final class PolicyCheckCommand implements Callable<Integer> {
  private static final int MOST_EVENTS = 5_000_000;

  @Parameters(paramLabel = "FILE", description = "A policy in YAML.")
  Path file;

  @Option(
      names = "--against-traffic",
      paramLabel = "SERVER|FILE",
      description =
          "Warn also of what recent traffic does not bear out: attributes and values that no event"
              + " has, branches and desks that none reaches. The traffic is what a server took in last,"
              + " by its URL, or a file of events, one JSON object a line.")
  String traffic;

  @Option(names = "--json", description = "Print the answer as the API gives it.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String yaml = Inputs.text(file);
    PrintWriter out = spec.commandLine().getOut();
    boolean valid = json ? printJson(yaml, out) : printText(yaml, out);
    out.flush();
    return valid ? 0 : CommandFailure.PROBLEM;
  }

  private boolean printJson(String yaml, PrintWriter out) throws IOException {
    Policies.CheckResult result = Policies.check(yaml);
    ObjectNode answer = Json.mapper().valueToTree(result);
    if (traffic != null && result.valid()) {
      answer.set("traffic", Json.mapper().valueToTree(lint(PolicyParser.parse(yaml))));
    }
    out.println(answer.toPrettyString());
    return result.valid();
  }

  private boolean printText(String yaml, PrintWriter out) throws IOException {
    PolicyParser.Checked checked;
    try {
      checked = PolicyParser.check(yaml);
    } catch (PolicyException e) {
      e.errors().forEach(error -> out.println(file + ": " + error));
      return false;
    }
    checked.warnings().forEach(warning -> out.println(file + ": warning: " + warning));
    Policy policy = checked.policy();
    if (traffic != null) {
      TrafficLint.Result result = lint(policy);
      result.findings().forEach(finding -> out.println(file + ": traffic: " + finding));
      out.printf(
          "%s was held against %,d events%s%n",
          file,
          result.events(),
          result.events() == 0 ? "" : " from %s to %s".formatted(result.first(), result.last()));
    }
    out.printf(
        "%s is good: %s, %d scoring rules, %d desks, %d SLAs%n",
        file,
        policy.id(),
        policy.scoring().rules().size(),
        policy.desks().size(),
        policy.slas().size());
    return true;
  }

  private TrafficLint.Result lint(Policy policy) throws IOException {
    if (traffic.startsWith("http://") || traffic.startsWith("https://")) {
      ServerOption server = new ServerOption();
      server.server = URI.create(traffic);
      return Json.mapper()
          .convertValue(
              server
                  .client()
                  .post(
                      PublishedPolicies.PATH + "/traffic-check",
                      "text/plain; charset=UTF-8",
                      policy.yaml()),
              TrafficLint.Result.class);
    }
    TrafficLint lint = new TrafficLint(policy);
    try (RecordedHistory history = new RecordedHistory(MOST_EVENTS)) {
      FileHistory reader = new FileHistory(history);
      reader.records(Inputs.existing(Path.of(traffic)), read -> {});
      lint.sawAll(history);
      if (reader.skipped() > 0) {
        spec.commandLine().getErr().printf("%,d lines are no events%n", reader.skipped());
      }
    }
    return lint.result();
  }
}
