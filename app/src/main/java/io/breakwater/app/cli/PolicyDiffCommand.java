package io.breakwater.app.cli;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.diff.PolicyChange;
import io.breakwater.domain.policy.diff.PolicyDiff;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy diff A B}: what differs between two policies. */
@Command(
    name = "diff",
    description = {
      "Say what differs between two policies, by what they mean and not by how they are written.",
      "Each is a file, or the policy@version of one on the server."
    })
public final class PolicyDiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "The policy before.")
  String before;

  @Parameters(index = "1", paramLabel = "B", description = "The policy after.")
  String after;

  @Option(names = "--exit-code", description = "Exit 1 if they differ.")
  boolean exitCode;

  @Option(names = "--json", description = "Print the changes as JSON.")
  boolean json;

  @Mixin ServerOption server;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PolicyDiff diff = PolicyDiff.between(read(before), read(after));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.mapper().valueToTree(diff).toPrettyString());
    } else {
      print(diff, out);
    }
    out.flush();
    return exitCode && !diff.changes().isEmpty() ? CommandFailure.PROBLEM : 0;
  }

  private Policy read(String name) {
    Path file = Path.of(name);
    return PolicyParser.parse(
        name.contains("@") && !Files.exists(file)
            ? new PublishedPolicies(server.client()).source(name)
            : Inputs.policy(file));
  }

  private static void print(PolicyDiff diff, PrintWriter out) {
    out.printf("%s -> %s%n", diff.from(), diff.to());
    if (diff.changes().isEmpty()) {
      out.println("nothing differs");
    }
    String section = "";
    for (PolicyChange change : diff.changes()) {
      if (!change.section().equals(section)) {
        section = change.section();
        out.printf("%n%s%n", section);
      }
      out.printf("  %s%n", change.inWords());
    }
  }
}
