package io.breakwater.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The API's description: one OpenAPI document, made of a part of each module. */
public final class ApiDocument {
  /** The keys of a path that are operations. */
  public static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private static final Map<String, Object> PROBLEM =
      Map.of("$ref", "#/components/responses/Problem");

  private final Map<String, Object> tree;

  private ApiDocument(Map<String, Object> tree) {
    this.tree = tree;
  }

  /**
   * The document of these parts.
   *
   * @param resources on the class path, e.g. {@code /openapi/routing.yaml}
   * @throws IllegalStateException if one is missing, or two say different things of the same path
   *     or component
   */
  public static ApiDocument of(List<String> resources) {
    Map<String, Object> whole = new LinkedHashMap<>();
    for (String resource : resources) {
      merge(whole, read(resource), resource);
    }
    document(whole);
    return new ApiDocument(whole);
  }

  /** As nested maps, lists and scalars. */
  public Map<String, Object> tree() {
    return tree;
  }

  /** As YAML. */
  public String yaml() {
    return new Dump(
            DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDereferenceAliases(true)
                .build())
        .dumpToString(tree);
  }

  /** What any operation may answer need not be written at each: failures, and who may not. */
  private static void document(Map<String, Object> whole) {
    operations(whole)
        .forEach(
            operation -> {
              Map<String, Object> responses = map(operation.get("responses"));
              List<String> always =
                  List.of().equals(operation.get("security"))
                      ? List.of("500", "503")
                      : List.of("401", "403", "500", "503");
              always.forEach(status -> responses.putIfAbsent(status, PROBLEM));
            });
  }

  /** Every operation of a document. */
  private static Stream<Map<String, Object>> operations(Map<String, Object> whole) {
    return map(whole.getOrDefault("paths", Map.of())).values().stream()
        .flatMap(path -> map(path).entrySet().stream())
        .filter(method -> METHODS.contains(method.getKey()))
        .map(method -> map(method.getValue()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static void merge(Map<String, Object> into, Map<String, Object> part, String where) {
    part.forEach(
        (key, value) -> {
          Object there = into.putIfAbsent(key, value);
          if (there instanceof Map<?, ?> map && value instanceof Map<?, ?> more) {
            merge((Map<String, Object>) map, (Map<String, Object>) more, where + "." + key);
          } else if (there != null && !there.equals(value)) {
            throw new IllegalStateException("the OpenAPI parts disagree on " + where + "." + key);
          }
        });
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> read(String resource) {
    try (InputStream yaml = ApiDocument.class.getResourceAsStream(resource)) {
      if (yaml == null) {
        throw new IllegalStateException(resource + " is missing in the distribution");
      }
      String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
      return new LinkedHashMap<>(
          (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
