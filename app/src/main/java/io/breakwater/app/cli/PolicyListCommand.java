package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy list}: the versions on a server, with who published them and why. */
@Command(name = "list", description = "List the versions of the policy, oldest first.")
public final class PolicyListCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print the answer as the API gives it.")
  boolean json;

  @Mixin ServerOption server;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    JsonNode versions = new PublishedPolicies(server.client()).list();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(versions.toPrettyString());
    } else {
      PolicyPublishing.print(versions, out);
    }
    out.flush();
    return 0;
  }
}
