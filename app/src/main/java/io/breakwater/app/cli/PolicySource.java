package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.ApiClient;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
        policy == null ? inForce(server.client(), at) : Inputs.policy(policy));
  }

  /** The first version is in force from the beginning of time. */
  private static String inForce(ApiClient api, Instant at) {
    String id = null;
    for (JsonNode version : api.get("/api/v1/policies")) {
      Instant from = Instant.parse(version.path("effective_from").asText());
      id = id == null || !from.isAfter(at) ? version.path("id").asText() : id;
    }
    if (id == null) {
      throw CommandFailure.problem("the server has no policy; name one with --policy");
    }
    StringWriter yaml = new StringWriter();
    api.copy("/api/v1/policies/" + URLEncoder.encode(id, StandardCharsets.UTF_8), yaml);
    return yaml.toString();
  }
}
