package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.breakwater.routing.incident.IncidentSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoutingSettingsTest {

  @Test
  void theDefaultsAreRead() {
    RoutingSettings settings = RoutingSettings.from(ConfigFactory.load());

    assertThat(settings)
        .isEqualTo(
            new RoutingSettings(
                60,
                20_000,
                Duration.ofMinutes(2),
                new RoutingSettings.IntakeSettings(
                    "breakwater-routing",
                    256,
                    Duration.ofSeconds(60),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(5)),
                new RoutingSettings.OutboxSettings(
                    1000,
                    Duration.ofMillis(20),
                    Duration.ofMillis(50),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(5)),
                new RoutingSettings.DeskSettings(Duration.ofSeconds(5), Duration.ofSeconds(30)),
                new RoutingSettings.HoldSettings(
                    Duration.ofMillis(200), Duration.ofSeconds(5), 128, Duration.ofSeconds(20)),
                new IncidentSettings("breakwater-incidents", 500, Duration.ofSeconds(2)),
                Duration.ofMillis(100)));
  }

  @Test
  void aWrongValueIsRefusedWithItsKeyAndTheRemedy() {
    Config wrong =
        ConfigFactory.parseString("breakwater.routing.outbox.batch = 0")
            .withFallback(ConfigFactory.load());

    assertThatThrownBy(() -> RoutingSettings.from(wrong))
        .hasMessage("breakwater.routing.outbox.batch is 0; it must be at least 1");
    assertThatThrownBy(() -> new IncidentSettings("", 1, Duration.ofSeconds(1)))
        .hasMessageContaining("breakwater.routing.incidents.group-id is empty");
    assertThatThrownBy(() -> new IncidentSettings("g", 0, Duration.ofSeconds(1)))
        .hasMessageContaining("batch is 0; it must be 1 to 10000");
  }
}
