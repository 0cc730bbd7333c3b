package io.breakwater.app.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * {@code /openapi.yaml}: the document of this process ({@code openapi.yaml}) with every module's
 * part ({@code openapi/MODULE.yaml}) in it.
 */
final class OpenApi {
  private OpenApi() {}

  private static final List<String> MODULES = List.of("ingest", "routing", "sla", "audit");

  /**
   * The whole document.
   *
   * @throws IllegalStateException if two parts say different things of the same path or component
   */
  static String document() {
    Map<String, Object> whole = read("/openapi.yaml");
    for (String module : MODULES) {
      merge(whole, read("/openapi/" + module + ".yaml"), module);
    }
    return new Dump(
            DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDereferenceAliases(true)
                .build())
        .dumpToString(whole);
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
    try (InputStream yaml = OpenApi.class.getResourceAsStream(resource)) {
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
