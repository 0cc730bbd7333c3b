package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands have in common that publish a version: who, why, where, and the answer. */
final class PolicyPublishing {
  @Option(
      names = "--by",
      paramLabel = "WHO",
      description = "Who does it; only where the server asks for no tokens (default: you).")
  String by;

  @Option(names = "--comment", required = true, paramLabel = "TEXT", description = "Why.")
  String comment;

  @Option(names = "--json", description = "Print the answer as the API gives it.")
  boolean json;

  @Mixin ServerOption server;

  /** Posts it and prints the version that the server answers. */
  void post(String path, String yaml, Map<String, String> parameters, PrintWriter out) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    if (by != null) {
      all.put("by", by);
    }
    all.put("comment", comment);
    JsonNode version =
        server
            .client()
            .post(
                PublishedPolicies.PATH + path + "?" + query(all),
                "text/plain; charset=UTF-8",
                yaml);
    if (json) {
      out.println(version.toPrettyString());
    } else {
      out.printf(
          "%s is published, in force from %s%n",
          version.path("id").asText(), version.path("effective_from").asText());
    }
    out.flush();
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Prints versions as a table. */
  static void print(JsonNode versions, PrintWriter out) {
    Table.print(
        List.of("version", "from", "in force", "published", "by", "comment"),
        versions.valueStream().map(PolicyPublishing::row).toList(),
        out);
  }

  private static List<String> row(JsonNode version) {
    JsonNode publication = version.path("publication");
    return List.of(
        version.path("id").asText(),
        version.path("effective_from").asText(),
        version.path("in_force").asBoolean() ? "now" : "",
        publication.path("at").asText(),
        publication.path("by").asText(),
        publication.path("comment").asText());
  }
}
