package io.breakwater.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchReportTest {

  private static String printed(boolean json) {
    BenchReport report = new BenchReport("scoring", 3);
    double fast = report.measured("pass-through", "a_per_s", List.of(90.0, 2e5, 1e5), "events/s");
    double slow = report.measured("scoring job", "b_per_s", List.of(5e4, 4e4, 6e4), "events/s");
    report.ratio("vs_passthrough", slow / fast);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.print(json, new PrintStream(out, true, UTF_8));
    return out.toString(UTF_8);
  }

  @Test
  void theMedianIsInTheMiddle() {
    assertThat(BenchReport.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
    assertThat(BenchReport.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    assertThatThrownBy(() -> BenchReport.median(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aScriptReadsOneDocument() throws Exception {
    JsonNode document = Json.mapper().readTree(printed(true));

    assertThat(document.path("bench").asText()).isEqualTo("scoring");
    assertThat(document.path("runs").asInt()).isEqualTo(3);
    assertThat(document.path("machine").path("cores").asInt()).isPositive();
    assertThat(document.path("ratios").path("vs_passthrough").asDouble()).isEqualTo(0.5);
    assertThat(document.path("figures").path("a_per_s").asDouble()).isEqualTo(100_000);
  }

  @Test
  void aPersonReadsATable() {
    assertThat(printed(false).lines())
        .anyMatch(line -> line.contains("pass-through") && line.contains("100,000"))
        .anyMatch(line -> line.contains("vs_passthrough") && line.contains("0.50"))
        .anyMatch(line -> line.contains("medians of 3 rounds"));
  }
}
