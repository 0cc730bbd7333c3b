package io.breakwater.flink.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SeenEventsTest {

  private static final SeenEvents.Serializer SERIALIZER = new SeenEvents.Serializer();

  @Test
  void whatWasAddedIsKnownUntilItExpires() {
    SeenEvents seen = new SeenEvents();
    assertThat(seen.contains(7)).isFalse();
    assertThat(seen.isEmpty()).isTrue();
    assertThat(seen.firstExpiry()).isEqualTo(SeenEvents.NEVER);

    seen.add(7, 100);
    seen.add(8, 50);
    assertThat(seen.contains(7)).isTrue();
    assertThat(seen.contains(100)).isFalse();
    assertThat(seen.firstExpiry()).isEqualTo(50);

    seen.forget(50);
    assertThat(seen.contains(7)).isTrue();
    assertThat(seen.contains(8)).isFalse();
    seen.forget(100);
    assertThat(seen.isEmpty()).isTrue();
  }

  @Test
  void itIsASetWhateverHappensToIt() throws Exception {
    Random random = new Random(3);
    Map<Long, Long> expected = new HashMap<>();
    SeenEvents seen = new SeenEvents();
    for (int step = 0; step < 20_000; step++) {
      long event = 1 + random.nextInt(3_000) * (random.nextBoolean() ? 1L : 1L << 40);
      assertThat(seen.contains(event)).isEqualTo(expected.containsKey(event));
      if (!expected.containsKey(event)) {
        expected.put(event, (long) step + 500);
        seen.add(event, step + 500);
      }
      if (step % 97 == 0) {
        long now = step;
        expected.values().removeIf(expiry -> expiry <= now);
        seen.forget(now);
      }
      if (step % 1_009 == 0) {
        seen = SERIALIZER.copy(read(written(seen)));
      }
    }
    assertThat(seen.firstExpiry())
        .isEqualTo(expected.values().stream().mapToLong(e -> e).min().orElseThrow());
  }

  @Test
  void aCopyGoesItsOwnWay() {
    SeenEvents seen = new SeenEvents();
    seen.timer = 12;
    seen.add(1, 10);
    SeenEvents copy = SERIALIZER.copy(seen);
    seen.add(2, 10);

    assertThat(copy.contains(1)).isTrue();
    assertThat(copy.contains(2)).isFalse();
    assertThat(copy.timer).isEqualTo(12);
  }

  @Test
  void aFloodIsBoundedAndTheOldestAreForgotten() {
    SeenEvents seen = new SeenEvents();
    for (int i = 1; i <= SeenEvents.MOST + 1; i++) {
      seen.add(i, 1_000 + i);
    }
    assertThat(seen.contains(1)).isFalse();
    assertThat(seen.contains(SeenEvents.MOST)).isTrue();
    assertThat(seen.contains(SeenEvents.MOST + 1)).isTrue();
  }

  @Test
  void aCheckpointHoldsSixteenBytesForEach() throws Exception {
    SeenEvents seen = new SeenEvents();
    seen.timer = 5;
    for (int i = 1; i <= 1_000; i++) {
      seen.add(i, i);
    }
    assertThat(written(seen)).hasSize(13 + 16 * 1_000);
    assertThat(read(written(seen)).timer).isEqualTo(5);
  }

  @Test
  void theBitsAreTheFirstSixteenDigits() {
    assertThat(SeenEvents.bits("ffffffffffffffff0000000000000000")).isEqualTo(-1);
    assertThat(SeenEvents.bits("00000000000000ff0123456789abcdef")).isEqualTo(255);
    assertThat(SeenEvents.bits("00000000000000000123456789abcdef"))
        .as("0 is no event")
        .isEqualTo(1);
  }

  private static byte[] written(SeenEvents seen) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    SERIALIZER.serialize(seen, out);
    return out.getCopyOfBuffer();
  }

  private static SeenEvents read(byte[] bytes) throws Exception {
    return SERIALIZER.deserialize(new DataInputDeserializer(bytes));
  }
}
