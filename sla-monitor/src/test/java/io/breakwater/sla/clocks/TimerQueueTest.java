package io.breakwater.sla.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.sla.clocks.TimerQueue.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
  private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void ringsWhatHasPassedInOrderAndEachItemOnce() {
    TimerQueue queue = new TimerQueue(10);
    queue.load(List.of(timer(1, "a"), timer(2, "a"), timer(2, "b"), timer(9, "c")), at(100), true);
    assertThat(queue.due(at(1), 10)).as("a deadline itself is still in time").isEmpty();
    assertThat(queue.due(at(3), 10)).containsExactly("a", "b");
    assertThat(queue.next()).contains(at(9));
  }

  @Test
  void leavesWhatIsFarOffToTheDatabase() {
    TimerQueue queue = new TimerQueue(10);
    queue.load(List.of(), at(60), true);
    queue.add(at(60), "far");
    assertThat(queue.next()).isEmpty();
    queue.add(at(59), "near");
    assertThat(queue.next()).contains(at(59));
  }

  @Test
  void knowsHowFarAnIncompleteLoadReaches() {
    TimerQueue queue = new TimerQueue(2);
    queue.load(List.of(timer(1, "a"), timer(5, "b")), at(60), false);
    assertThat(queue.loadedUpTo()).isEqualTo(at(5));
    assertThat(queue.hasRoom()).isFalse();
  }

  @Property
  void loadingWhatWasLeftOutFindsEveryTimer(
      @ForAll @Size(max = 40) List<@IntRange(max = 50) Integer> dues,
      @ForAll @IntRange(min = 1, max = 8) int capacity) {
    TimerQueue queue = new TimerQueue(capacity);
    queue.load(List.of(), at(50), true);
    TreeSet<String> expected = new TreeSet<>();
    List<Timer> stored = new ArrayList<>();
    for (int i = 0; i < dues.size(); i++) {
      String id = "item " + i;
      queue.add(at(dues.get(i)), id);
      stored.add(timer(dues.get(i), id));
      expected.add(id);
    }
    TreeSet<String> rung = new TreeSet<>(queue.due(at(1000), 1000));
    Instant from = queue.loadedUpTo();
    stored.stream()
        .filter(timer -> !timer.due().isBefore(from))
        .forEach(timer -> rung.add(timer.workItemId()));
    assertThat(rung).isEqualTo(expected);
  }

  private static Timer timer(int seconds, String id) {
    return new Timer(at(seconds), id);
  }

  private static Instant at(int seconds) {
    return T0.plusSeconds(seconds);
  }
}
