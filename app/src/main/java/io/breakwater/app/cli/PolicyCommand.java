package io.breakwater.app.cli;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.platform.policy.Policies;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy}: work with policy files. */
@Command(
    name = "policy",
    description = "Work with policy files.",
    subcommands = {
      PolicyCommand.Check.class,
      PolicyExplainCommand.class,
      PolicyTestCommand.class,
      PolicyDiffCommand.class,
      PolicyBacktestCommand.class,
      PolicyListCommand.class,
      PolicyPublishCommand.class,
      PolicyRollbackCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand {

  /** {@code policy check FILE}: everything that is wrong with a file, without a server. */
  @Command(
      name = "check",
      description = {
        "Say everything that is wrong with a policy file; exit 1 if there is anything.",
        "What is allowed but hardly meant is a warning."
      })
  public static final class Check implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A policy in YAML.")
    Path file;

    @Option(names = "--json", description = "Print the answer as the API gives it.")
    boolean json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      String yaml = Inputs.text(file);
      PrintWriter out = spec.commandLine().getOut();
      boolean valid = json ? printJson(yaml, out) : printText(yaml, out);
      out.flush();
      return valid ? 0 : CommandFailure.PROBLEM;
    }

    private static boolean printJson(String yaml, PrintWriter out) {
      Policies.CheckResult result = Policies.check(yaml);
      out.println(Json.mapper().valueToTree(result).toPrettyString());
      return result.valid();
    }

    private boolean printText(String yaml, PrintWriter out) {
      try {
        PolicyParser.Checked checked = PolicyParser.check(yaml);
        checked.warnings().forEach(warning -> out.println(file + ": warning: " + warning));
        Policy policy = checked.policy();
        out.printf(
            "%s is good: %s, %d scoring rules, %d desks, %d SLAs%n",
            file,
            policy.id(),
            policy.scoring().rules().size(),
            policy.desks().size(),
            policy.slas().size());
        return true;
      } catch (PolicyException e) {
        e.errors().forEach(error -> out.println(file + ": " + error));
        return false;
      }
    }
  }
}
