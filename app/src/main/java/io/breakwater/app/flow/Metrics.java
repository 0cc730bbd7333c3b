package io.breakwater.app.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Metrics in Flink's answer: by name the aggregates over the subtasks. */
final class Metrics {
  private final Map<String, JsonNode> byName = new LinkedHashMap<>();

  Metrics(JsonNode answer) {
    answer.forEach(metric -> byName.put(metric.path("id").asText(), metric));
  }

  /** These and those of another answer. */
  Metrics with(JsonNode answer) {
    answer.forEach(metric -> byName.put(metric.path("id").asText(), metric));
    return this;
  }

  /** Their names. */
  List<String> names() {
    return new ArrayList<>(byName.keySet());
  }

  /** The sum over the subtasks; empty if Flink has no number. */
  OptionalDouble sum(String name) {
    return number(name, "sum");
  }

  /** The largest of the subtasks'; empty if Flink has no number. */
  OptionalDouble max(String name) {
    return number(name, "max");
  }

  private OptionalDouble number(String name, String aggregate) {
    JsonNode metric = byName.get(name);
    double value = metric == null ? Double.NaN : metric.path(aggregate).asDouble(Double.NaN);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
