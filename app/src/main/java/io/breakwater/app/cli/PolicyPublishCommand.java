package io.breakwater.app.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy publish FILE}: a new version on a server. */
@Command(
    name = "publish",
    description = "Publish a version of the policy; a file with anything wrong is refused here.")
public final class PolicyPublishCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A policy in YAML.")
  Path file;

  @Option(
      names = "--effective-from",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "From when it is in force, instead of what the file says.")
  Instant effectiveFrom;

  @Option(
      names = "--retroactive",
      description = "Allow an instant in the past: late and replayed events are judged anew.")
  boolean retroactive;

  @Mixin PolicyPublishing publishing;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (effectiveFrom != null) {
      parameters.put("effective_from", effectiveFrom.toString());
    }
    if (retroactive) {
      parameters.put("retroactive", "true");
    }
    publishing.post("", Inputs.policy(file), parameters, spec.commandLine().getOut());
    return 0;
  }
}
