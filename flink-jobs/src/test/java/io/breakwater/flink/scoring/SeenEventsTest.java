package io.breakwater.flink.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenEventsTest {

  @Test
  void remembersUntilTheExpiry() {
    long[] seen = SeenEvents.with(SeenEvents.with(null, 7, 100), 8, 50);

    assertThat(SeenEvents.contains(null, 7)).isFalse();
    assertThat(SeenEvents.contains(seen, 7)).isTrue();
    assertThat(SeenEvents.contains(seen, 100)).isFalse();
    assertThat(SeenEvents.firstExpiry(seen)).isEqualTo(50);
    assertThat(SeenEvents.unexpired(seen, 50)).containsExactly(7, 100);
    assertThat(SeenEvents.unexpired(seen, 100)).isNull();
  }

  @Test
  void forgetsTheOldestWhenThereAreTooMany() {
    long[] seen = null;
    for (int i = 0; i <= SeenEvents.MOST; i++) {
      seen = SeenEvents.with(seen, i, 1_000 + i);
    }

    assertThat(seen).hasSize(2 * SeenEvents.MOST);
    assertThat(SeenEvents.contains(seen, 0)).isFalse();
    assertThat(SeenEvents.contains(seen, SeenEvents.MOST)).isTrue();
  }

  @Test
  void readsTheFirstHalfOfAnEventId() {
    assertThat(SeenEvents.bits("ffffffffffffffff0000000000000000")).isEqualTo(-1);
    assertThat(SeenEvents.bits("00000000000000ff0123456789abcdef")).isEqualTo(255);
  }
}
