package io.breakwater.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditSettingsTest {

  @Test
  void theDefaultsAreThoseOfTheReference() {
    assertThat(AuditSettings.from(ConfigFactory.load()))
        .isEqualTo(
            new AuditSettings(
                "breakwater.ledger", 2000, Duration.ofMillis(500), Duration.ofSeconds(2)));
  }

  @Test
  void everyKeyIsRead() {
    Config config =
        ConfigFactory.parseString(
            """
            breakwater.audit {
              consumer-group = g
              batch { facts = 7, wait = 3s }
              retry-after = 4s
            }""");
    assertThat(AuditSettings.from(config))
        .isEqualTo(new AuditSettings("g", 7, Duration.ofSeconds(3), Duration.ofSeconds(4)));
  }

  @Test
  void aBadValueIsNamed() {
    assertThatThrownBy(
            () -> new AuditSettings("g", 0, Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .hasMessageContaining("breakwater.audit.batch.facts is 0");
    assertThatThrownBy(() -> new AuditSettings("g", 1, Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("breakwater.audit.batch.wait is PT0S");
    assertThatThrownBy(
            () -> new AuditSettings(" ", 1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .hasMessageContaining("consumer-group");
  }
}
