package io.breakwater.scoring.correlation;

import static io.breakwater.scoring.correlation.Rules.at;
import static io.breakwater.scoring.correlation.Rules.member;
import static io.breakwater.scoring.correlation.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.incident.IncidentEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many members come under one key, what is kept of them is bounded. */
class FloodTest {

  private static final int MILLION = 1_000_000;
  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 20_000})
  void aMillionMembersOfOneKeyAreCountedInBoundedState(int seconds) {
    Replay replay =
        new Replay(rule("max_duration: PT4H", "session_gap: PT10M"), Duration.ofHours(1));
    int most = 0;
    for (int i = 0; i < MILLION; i++) {
      long millis = (long) i * seconds * 1_000 / MILLION;
      replay.add(member("m-" + i, millis, 60, "host-" + i % 1_000));
      if (i % 50_000 == 49_999) {
        replay.watermark(at(millis - 5_000));
        most = Math.max(most, replay.bytes());
      }
    }
    replay.watermark(at(seconds * 1_000L + 1));
    most = Math.max(most, replay.bytes());

    assertThat(most).isLessThan(8 * MIB);
    assertThat(replay.slices().size()).isLessThanOrEqualTo(2 * Compaction.MOST_SLICES);
    replay.watermark(at(seconds * 1_000L + 10_000_000));
    assertThat(replay.incidents().stream().mapToInt(IncidentEvent::memberCount).sum())
        .isEqualTo(MILLION);
    assertThat(replay.slices()).isEmpty();
  }

  @Test
  void membersLateIntoAFloodAreTakenUpTogether() {
    Replay replay = new Replay(rule("max_duration: PT4H"), Duration.ofHours(1));
    for (int i = 0; i < 2_000; i++) {
      replay.add(member("m-" + i, i * 1_000L, 60));
    }
    replay.watermark(at(2_100_000));
    for (int i = 0; i < 20_000; i++) {
      replay.add(member("late-" + i, i * 100L, 60));
    }
    replay.watermark(at(2_100_500));

    IncidentEvent revised = replay.said.get(replay.said.size() - 2);
    assertThat(revised.change()).isEqualTo(IncidentEvent.Change.REVISED);
    assertThat(revised.memberCount()).isEqualTo(22_000);
    assertThat(revised.joined()).hasSize(Session.UNTOLD);
  }
}
