package io.breakwater.app.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DashboardTest {

  @Test
  void everyPanelReadsAMetricAndHasAUnit() {
    List<JsonNode> panels =
        OpsFiles.dashboard()
            .path("panels")
            .valueStream()
            .filter(panel -> !panel.path("type").asText().equals("row"))
            .toList();
    assertThat(panels).isNotEmpty();
    for (JsonNode panel : panels) {
      String title = panel.path("title").asText();
      assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotBlank();
      assertThat(panel.path("targets"))
          .as(title)
          .isNotEmpty()
          .allSatisfy(
              target -> assertThat(MetricNames.in(target.path("expr").asText())).isNotEmpty());
    }
  }

  @Test
  void panelsHaveIdsOfTheirOwnAndDoNotOverlap() {
    List<JsonNode> panels = OpsFiles.dashboard().path("panels").valueStream().toList();
    assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    for (JsonNode one : panels) {
      for (JsonNode other : panels) {
        if (one.path("id").asInt() < other.path("id").asInt()) {
          assertThat(overlap(one.path("gridPos"), other.path("gridPos")))
              .as(one.path("title").asText() + " and " + other.path("title").asText())
              .isFalse();
        }
      }
    }
  }

  private static boolean overlap(JsonNode a, JsonNode b) {
    return meet(a, b, "x", "w") && meet(a, b, "y", "h");
  }

  private static boolean meet(JsonNode a, JsonNode b, String from, String length) {
    return a.path(from).asInt() < b.path(from).asInt() + b.path(length).asInt()
        && b.path(from).asInt() < a.path(from).asInt() + a.path(length).asInt();
  }
}
