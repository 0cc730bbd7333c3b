package io.breakwater.flink.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.flink.job.JobArguments;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorrelationSettingsTest {

  @Test
  void everySettingHasADefault() {
    assertThat(CorrelationSettings.of(JobArguments.none())).isEqualTo(CorrelationSettings.DEFAULT);
    assertThat(CorrelationSettings.DEFAULT.allowedLateness()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void everySettingCanBeGiven() {
    CorrelationSettings settings =
        CorrelationSettings.of(
            JobArguments.of(
                Map.of(
                    "allowed-lateness", "PT10M",
                    "out-of-orderness", "PT7S",
                    "idleness", "PT3S",
                    "clock-skew", "PT1M")));

    assertThat(settings.allowedLateness()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.time().outOfOrderness()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.time().idleness()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.time().clockSkew()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void latenessIsNotNegative() {
    assertThatThrownBy(
            () -> CorrelationSettings.of(JobArguments.of(Map.of("allowed-lateness", "PT-1S"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("allowed-lateness is PT-1S: give at least PT0S");
  }
}
