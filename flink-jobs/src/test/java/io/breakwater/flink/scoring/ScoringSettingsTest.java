package io.breakwater.flink.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.time.EventTimeSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoringSettingsTest {

  @Test
  void defaultsAreValidAndKeepTheirValuesWithOtherPolicies() {
    PolicyVersion version = new PolicyVersion(7, "policy: x");
    assertThat(ScoringSettings.DEFAULT.withPolicies(List.of(version)))
        .isEqualTo(
            new ScoringSettings(
                EventTimeSettings.DEFAULT, Duration.ofMinutes(10), false, List.of(version)));
  }

  @Test
  void whatCannotWorkIsRefusedByName() {
    assertThatThrownBy(
            () -> new ScoringSettings(EventTimeSettings.DEFAULT, Duration.ZERO, false, List.of()))
        .hasMessageContaining("dedupe-ttl is PT0S");
  }

  @Test
  void countsAreCompletedFromWhatOperatorsCount() {
    assertThat(
            ScoringCounts.complete(
                    new io.breakwater.domain.event.JobCounts(
                        "scoring",
                        Map.of("event", 5L, "invalid.not-json", 2L, "invalid.empty", 1L)))
                .counts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "received", 8L,
                "invalid", 3L,
                "invalid.not-json", 2L,
                "invalid.empty", 1L,
                "duplicate", 0L,
                "scored", 0L));
  }
}
