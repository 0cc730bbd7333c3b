package io.breakwater.app.policy.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.app.policy.Circumstances;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads one case: the event, and what is assumed of the world. */
final class CaseReader {
  private static final int MOST_LOAD = 1_000_000_000;

  private final Function<String, String> files;

  CaseReader(Function<String, String> files) {
    this.files = files;
  }

  /** The case; empty, with the reasons among the file's problems, if there is none. */
  Optional<PolicyCase> read(String name, YamlMap entry) {
    Instant at = entry.get("at").instant(null);
    Optional<ObjectNode> event = event(name, at, entry);
    List<Check> checks =
        Expectations.read(entry.need("expect", "Say what the policy should make of it"));
    Map<String, Integer> loads = new LinkedHashMap<>();
    entry
        .get("loads")
        .entries()
        .forEach((desk, load) -> loads.put(desk, load.integer(0, MOST_LOAD, 0)));
    Map<String, Double> features = new LinkedHashMap<>();
    entry
        .get("features")
        .entries()
        .forEach(
            (feature, value) ->
                features.put(feature, value.number(-Double.MAX_VALUE, Double.MAX_VALUE, 0)));
    return event.map(
        json ->
            new PolicyCase(
                name,
                Json.bytes(json),
                Circumstances.of(at == null ? occurredAt(entry, json) : at, loads, features),
                checks));
  }

  private Optional<ObjectNode> event(String name, Instant at, YamlMap entry) {
    YamlValue inPlace = entry.get("event");
    YamlValue file = entry.get("file");
    if (inPlace.present() == file.present()) {
      entry
          .self()
          .problem(
              inPlace.present() ? "the case has both event and file" : "the case has no event",
              "Give the event as event: {…}, or a JSON file with file: NAME");
      return Optional.empty();
    }
    if (file.present()) {
      return Optional.ofNullable(
          file.scalar(null, this::fromFile, "Name a file with one event as a JSON object"));
    }
    if (!inPlace.isMapping()) {
      inPlace.entries(); // notes what it is instead
      return Optional.empty();
    }
    return Optional.of(completed((ObjectNode) inPlace.json(), name, at));
  }

  private ObjectNode fromFile(String name) {
    try {
      if (Json.mapper().readTree(files.apply(name)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name, e);
    }
    throw new IllegalArgumentException(name);
  }

  /** Who sent it and when matters to few cases, so an event in place need not say. */
  private static ObjectNode completed(ObjectNode event, String name, Instant at) {
    if (!event.has("exception_id")) {
      event.put("exception_id", name);
    }
    if (!event.has("source_id")) {
      event.put("source_id", "policy-test");
    }
    if (!event.has("occurred_at") && at != null) {
      event.put("occurred_at", at.toString());
    }
    return event;
  }

  private static Instant occurredAt(YamlMap entry, JsonNode event) {
    JsonNode own = event.path("event").isObject() ? event.path("event") : event;
    try {
      return Instant.parse(own.path("occurred_at").asText());
    } catch (DateTimeException e) {
      if (!entry.get("at").present()) {
        entry
            .self()
            .problem(
                "the case has no time",
                "Add at: an instant with its zone, e.g. at: 2026-01-31T08:00:00Z");
      }
      return Instant.EPOCH;
    }
  }
}
