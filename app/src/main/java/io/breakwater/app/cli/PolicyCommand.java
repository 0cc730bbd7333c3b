package io.breakwater.app.cli;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy}: work with policy files. */
@Command(
    name = "policy",
    description = "Work with policy files.",
    subcommands = PolicyCommand.Check.class,
    synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand {

  /** {@code policy check FILE}: everything that is wrong with a file, without a server. */
  @Command(
      name = "check",
      description = "Say everything that is wrong with a policy file; exit 1 if there is anything.")
  public static final class Check implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A policy in YAML.")
    Path file;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      try {
        Policy policy = PolicyParser.parse(Inputs.text(file));
        out.printf(
            "%s is good: %s, %d scoring rules, %d desks, %d SLAs%n",
            file,
            policy.id(),
            policy.scoring().rules().size(),
            policy.desks().size(),
            policy.slas().size());
        return 0;
      } catch (PolicyException e) {
        e.errors().forEach(error -> out.println(file + ": " + error));
        return CommandFailure.PROBLEM;
      } finally {
        out.flush();
      }
    }
  }
}
