package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.ApiClient;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The versions of the policy on a server. */
final class PublishedPolicies {
  static final String PATH = "/api/v1/policies";

  private final ApiClient api;

  PublishedPolicies(ApiClient api) {
    this.api = api;
  }

  /** Every version, oldest first. */
  JsonNode list() {
    return api.get(PATH);
  }

  /** The YAML of a version, by {@code policy@version}. */
  String source(String id) {
    StringWriter yaml = new StringWriter();
    api.copy(PATH + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8), yaml);
    return yaml.toString();
  }

  /** All of them, each from when it is in force. */
  PolicyTimeline timeline() {
    PolicyTimeline timeline = PolicyTimeline.EMPTY;
    for (JsonNode version : list()) {
      timeline = timeline.with(PolicyParser.parse(source(version.path("id").asText())));
    }
    if (timeline.versions().isEmpty()) {
      throw CommandFailure.problem("the server has no policy; name a file");
    }
    return timeline;
  }

  /** The YAML of the version in force at an instant; the first is from the beginning of time. */
  String inForce(Instant at) {
    String id = null;
    for (JsonNode version : list()) {
      Instant from = Instant.parse(version.path("effective_from").asText());
      id = id == null || !from.isAfter(at) ? version.path("id").asText() : id;
    }
    if (id == null) {
      throw CommandFailure.problem("the server has no policy; name one with --policy");
    }
    return source(id);
  }
}
