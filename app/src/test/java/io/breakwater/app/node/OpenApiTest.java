package io.breakwater.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class OpenApiTest {

  private static final Pattern REFERENCE = Pattern.compile("#/components/(\\w+)/(\\w+)");

  @Test
  @SuppressWarnings("unchecked")
  void everyModuleHasItsPathsAndEveryReferenceLeadsSomewhere() {
    String text = OpenApi.document().yaml();
    Map<String, Object> document =
        (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);

    assertThat((Map<String, Object>) document.get("paths"))
        .containsKeys(
            "/api/v1/stats",
            "/api/v1/flow",
            "/api/v1/exceptions",
            "/api/v1/dead-letters",
            "/api/v1/work-items",
            "/api/v1/incidents",
            "/api/v1/sla/clocks",
            "/api/v1/notifications",
            "/api/v1/traces/{id}");
    Map<String, Map<String, Object>> components =
        (Map<String, Map<String, Object>>) document.get("components");
    Set<String> dangling = new LinkedHashSet<>();
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      if (!components.getOrDefault(reference.group(1), Map.of()).containsKey(reference.group(2))) {
        dangling.add(reference.group());
      }
    }
    assertThat(dangling).isEmpty();
  }
}
