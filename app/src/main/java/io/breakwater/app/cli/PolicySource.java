package io.breakwater.app.cli;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --policy FILE}, or else the policy of {@code --server}. */
final class PolicySource {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "A policy in YAML; else the one in force on the server.")
  Path policy;

  @Mixin ServerOption server;

  /** The policy; of the server's versions the one in force at that instant. */
  Policy read(Instant at) {
    return PolicyParser.parse(
        policy == null
            ? new PublishedPolicies(server.client()).inForce(at)
            : Inputs.policy(policy));
  }
}
