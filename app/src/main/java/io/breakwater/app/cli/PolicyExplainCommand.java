package io.breakwater.app.cli;

import io.breakwater.app.policy.Circumstances;
import io.breakwater.app.policy.Explanation;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.Policy;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy explain}: what a policy makes of an event, with every reason. */
@Command(
    name = "explain",
    description = {
      "Say what a policy makes of an event: score, desk, operator, with every reason.",
      "Asks no server where the policy is a file."
    })
public final class PolicyExplainCommand implements Callable<Integer> {
  @Option(
      names = "--event",
      required = true,
      paramLabel = "FILE",
      description = "An exception event as a producer sends it, or a record of topic scored.")
  Path event;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "When the event is taken in, e.g. 2026-01-31T08:00:00Z; now unless given.")
  Instant at;

  @Option(
      names = "--load",
      paramLabel = "DESK[/OPERATOR]=N",
      description = "The open work of a desk, or of an operator on it; none unless given.")
  Map<String, Integer> loads = new LinkedHashMap<>();

  @Option(
      names = "--feature",
      paramLabel = "NAME=VALUE",
      description = "The value of a feature; absent unless given.")
  Map<String, Double> features = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print the answer as the API gives it.")
  boolean json;

  @Mixin PolicySource source;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Instant instant = at == null ? Clock.systemUTC().instant() : at;
    byte[] bytes = Inputs.text(event).getBytes(StandardCharsets.UTF_8);
    Policy read = source.read(instant);
    Explanation explanation;
    try {
      explanation = Explanation.of(read, bytes, circumstances(read, instant));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw CommandFailure.problem(event + ": " + e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.mapper().valueToTree(explanation).toPrettyString());
    } else {
      ExplanationText.print(explanation, out);
    }
    out.flush();
    return 0;
  }

  private Circumstances circumstances(Policy read, Instant instant) {
    Circumstances circumstances = Circumstances.of(instant, loads, features);
    try {
      circumstances.mustFit(read);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--load or --feature: " + e.getMessage(), e);
    }
    return circumstances;
  }
}
