package io.breakwater.app.ops;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the folder {@code ops/} holds. */
final class OpsFiles {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path RULES = ROOT.resolve("ops/alerts/breakwater.rules.yml");
  static final Path DASHBOARD = ROOT.resolve("ops/dashboards/breakwater.json");

  private OpsFiles() {}

  /** The rules of all groups. */
  static List<JsonNode> alerts() {
    return yaml(RULES).findValues("rules").stream().flatMap(OpsFiles::elements).toList();
  }

  static List<Path> alertTests() {
    try (Stream<Path> files = Files.list(ROOT.resolve("ops/alerts/tests"))) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The queries of every panel. */
  static List<String> dashboardExpressions() {
    return dashboard().findValuesAsText("expr");
  }

  static JsonNode dashboard() {
    try {
      return Json.mapper().readTree(DASHBOARD.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every metric that a rule or a panel reads. */
  static Set<String> metrics() {
    Set<String> names = new TreeSet<>();
    alerts().forEach(alert -> names.addAll(MetricNames.in(alert.path("expr").asText())));
    dashboardExpressions().forEach(expression -> names.addAll(MetricNames.in(expression)));
    return names;
  }

  static JsonNode yaml(Path file) {
    try {
      Object tree = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      return Json.mapper().valueToTree(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return array.valueStream();
  }
}
