package io.breakwater.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.routing.Instructions;
import io.breakwater.domain.work.PolicyDue.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDueTest {

  private static final Instant HEARD = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant RESOLVED = Instant.parse("2026-03-02T15:00:00Z");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "QUEUED, PT1H, PT2H, RESOLVE, 2026-03-02T13:00:00Z",
        "ASSIGNED, PT1H, -, RESOLVE, 2026-03-02T13:00:00Z",
        "QUEUED, -, PT2H, -, -",
        "HELD, PT1H, PT2H, -, -",
        "ACKNOWLEDGED, PT1H, PT2H, -, -",
        "IN_PROGRESS, PT1H, PT2H, -, -",
        "WAITING, PT1H, PT2H, -, -",
        "SNOOZED, PT1H, PT2H, -, -",
        "RESOLVED, -, PT2H, CLOSE, 2026-03-02T17:00:00Z",
        "RESOLVED, PT1H, -, -, -",
        "CLOSED, PT1H, PT2H, -, -",
      })
  void comesByItself(
      WorkItemState state, Duration resolve, Duration close, Action action, Instant at) {
    assertThat(PolicyDue.of(state, Instructions.times(resolve, close), HEARD, RESOLVED))
        .isEqualTo(action == null ? Optional.empty() : Optional.of(new PolicyDue(action, at)));
  }
}
