package io.breakwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTextTest {
  private static final Instant LATER = Instant.parse("2027-03-04T05:06:07Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "version: 1.10 # why | version: \"9\" # why",
        "version: \"1\" | version: \"9\"",
        "version: '1'   # \u20ac \ud83d\ude00 | version: \"9\"   # \u20ac \ud83d\ude00",
        "{policy: \ud83d\ude00, version: a, x: b} | {policy: \ud83d\ude00, version: \"9\", x: b}",
        "policy: a | policy: a",
        "] | ]",
      })
  void onlyTheVersionChanges(String yaml, String expected) {
    assertThat(PolicyText.withVersion(yaml, "9")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "effective_from: 2026-01-01T00:00:00Z  # first | effective_from: 2027-03-04T05:06:07Z  # first",
        "a: {effective_from: x} | a: {effective_from: x}",
      })
  void onlyTheTimeChanges(String yaml, String expected) {
    assertThat(PolicyText.withEffectiveFrom(yaml, LATER)).isEqualTo(expected);
  }
}
