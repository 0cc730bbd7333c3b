package io.breakwater.flink.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.flink.job.JobArguments;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RescoreSettingsTest {

  private static RescoreSettings settings(String... given) {
    Map<String, String> arguments = new java.util.HashMap<>();
    for (String argument : given) {
      arguments.put(argument.split("=")[0], argument.split("=")[1]);
    }
    return RescoreSettings.of(JobArguments.of(arguments), "x.");
  }

  @Test
  void aSpanIsEnough() {
    RescoreSettings settings = settings("from=2026-01-01T00:00:00Z", "to=2026-01-02T00:00:00Z");

    assertThat(settings.from()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(settings.topic()).isEqualTo("x.rescored");
    assertThat(settings.scoring()).isEqualTo(ScoringSettings.DEFAULT);
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    assertThatThrownBy(() -> settings("to=2026-01-02T00:00:00Z"))
        .hasMessage("from is missing: give an instant, e.g. 2026-01-31T08:00:00Z");
    assertThatThrownBy(() -> settings("from=yesterday", "to=2026-01-02T00:00:00Z"))
        .hasMessageStartingWith("from is \"yesterday\"");
    assertThatThrownBy(() -> settings("from=2026-01-02T00:00:00Z", "to=2026-01-02T00:00:00Z"))
        .hasMessageEndingWith("give a from before the to");
  }
}
