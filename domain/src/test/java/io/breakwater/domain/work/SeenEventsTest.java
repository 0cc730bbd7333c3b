package io.breakwater.domain.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Origin;
import io.breakwater.domain.identity.Identity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeenEventsTest {

  @Property
  void itIsAMapOfTheFirstRecordOfEach(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 80) Integer> events) {
    Map<Integer, Integer> model = new HashMap<>();
    SeenEvents seen = SeenEvents.NONE;
    for (int i = 0; i < events.size(); i++) {
      int event = events.get(i);
      SeenEvents before = seen;
      seen = seen.with(id(event), origin(i));
      if (model.putIfAbsent(event, i) == null) {
        assertThat(before.standing(id(event), origin(i)))
            .as("the one before is not changed")
            .isEqualTo(SeenEvents.Standing.NEW);
      }
    }
    for (int event = 0; event <= 80; event++) {
      Integer first = model.get(event);
      if (first == null) {
        assertThat(seen.standing(id(event), origin(0))).isEqualTo(SeenEvents.Standing.NEW);
      } else {
        assertThat(seen.standing(id(event), origin(first)))
            .isEqualTo(SeenEvents.Standing.REDELIVERED);
        assertThat(seen.standing(id(event), origin(first + 1)))
            .isEqualTo(SeenEvents.Standing.DUPLICATE);
      }
    }
  }

  @Test
  void aHundredThousandAreTakenInWithoutCopyingThemEachTime() {
    SeenEvents seen = SeenEvents.NONE;
    for (int i = 0; i < 100_000; i++) {
      seen = seen.with(id(i), origin(i));
    }
    assertThat(seen.standing(id(4711), origin(4711))).isEqualTo(SeenEvents.Standing.REDELIVERED);
  }

  /** Ids in the form of events, and others. */
  private static String id(int event) {
    return event % 3 == 0 ? "e" + event : Identity.hash128("event", Integer.toString(event));
  }

  private static Origin origin(int record) {
    return new Origin("exceptions", record % 4, record, Instant.EPOCH);
  }
}
