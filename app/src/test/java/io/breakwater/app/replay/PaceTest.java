package io.breakwater.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final Instant FIRST = Instant.parse("2011-07-01T00:00:00Z");

  @Test
  void sixtyTimesMakesAMinuteASecond() {
    assertThat(Pace.parse("60x").due(FIRST, FIRST.plusSeconds(120)))
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void maxNeverWaits() {
    assertThat(Pace.parse("max").due(FIRST, FIRST.plus(Duration.ofDays(180))))
        .isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x", "-1", "fast", "NaN", ""})
  void refusesWhatIsNoSpeed(String text) {
    assertThatThrownBy(() -> Pace.parse(text))
        .hasMessage("speed '" + text + "' is neither max nor a factor above 0 such as 60x");
  }
}
