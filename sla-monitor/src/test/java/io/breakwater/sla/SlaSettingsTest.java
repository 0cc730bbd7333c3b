package io.breakwater.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.sla.clocks.ClockSettings;
import io.breakwater.sla.work.WorkConsumerSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlaSettingsTest {
  @Test
  void theDefaults() {
    SlaSettings settings = SlaSettings.from(ConfigFactory.load());
    assertThat(settings.consumer())
        .isEqualTo(
            new WorkConsumerSettings(
                "breakwater-sla",
                "",
                Duration.ofSeconds(6),
                Duration.ofMillis(200),
                Duration.ofSeconds(5)));
    assertThat(settings.clocks())
        .isEqualTo(
            new ClockSettings(
                500,
                20_000,
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                16));
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    assertThatThrownBy(() -> SlaSettings.from(with("consumer.session-timeout = 1s")))
        .hasMessageContaining("breakwater.sla.consumer.session-timeout is PT1S");
    assertThatThrownBy(() -> SlaSettings.from(with("consumer.group-id = \"\"")))
        .hasMessageContaining("breakwater.sla.consumer.group-id is empty");
    assertThatThrownBy(() -> SlaSettings.from(with("clocks.batch = 0")))
        .hasMessageContaining("breakwater.sla.clocks has batch 0");
    assertThatThrownBy(() -> SlaSettings.from(with("clocks.load-ahead = 0s")))
        .hasMessageContaining("breakwater.sla.clocks.load-ahead is PT0S");
  }

  private static Config with(String setting) {
    return ConfigFactory.parseString("breakwater.sla." + setting)
        .withFallback(ConfigFactory.load());
  }
}
