package io.breakwater.flink.slareport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.flink.job.JobArguments;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlaReportSettingsTest {

  @Test
  void whatIsNotGivenHasItsDefault() {
    SlaReportSettings settings =
        SlaReportSettings.of(JobArguments.of(Map.of("revisable", "P7D", "idleness", "PT1S")));
    assertThat(settings.revisable()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.eventTime().idleness()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.retention()).isEqualTo(Duration.ofDays(400));
    assertThat(SlaReportSettings.of(JobArguments.none())).isEqualTo(SlaReportSettings.DEFAULT);
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    assertThatThrownBy(() -> SlaReportSettings.of(JobArguments.of(Map.of("retention", "PT1H"))))
        .hasMessage("retention is PT1H: give at least PT24H");
  }
}
