package io.breakwater.app.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy rollback}: an earlier version, published anew. */
@Command(
    name = "rollback",
    description = {
      "Publish an earlier version anew, under a name of its own, in force within two seconds.",
      "Versions that come into force later stay as they are."
    })
public final class PolicyRollbackCommand implements Callable<Integer> {
  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "Its policy@version; the one in force before the present one unless given.")
  String to;

  @Mixin PolicyPublishing publishing;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    publishing.post(
        "/rollback", "", to == null ? Map.of() : Map.of("to", to), spec.commandLine().getOut());
    return 0;
  }
}
