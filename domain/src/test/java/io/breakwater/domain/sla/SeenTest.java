package io.breakwater.domain.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeenTest {
  @Test
  void aGapIsRememberedUntilItCloses() {
    Seen gap = Seen.NOTHING.with(1).with(3);
    assertThat(gap).isEqualTo(new Seen(1, List.of(3L)));
    assertThat(gap.contains(2)).isFalse();
    assertThat(gap.contains(3)).isTrue();
    assertThat(gap.with(2)).isEqualTo(new Seen(3, List.of()));
  }

  @Property
  void theOrderDoesNotMatter(@ForAll @IntRange(max = 30) int count, @ForAll Random random) {
    List<Long> sequences = new ArrayList<>();
    for (long i = 1; i <= count; i++) {
      sequences.add(i);
      sequences.add(i);
    }
    Collections.shuffle(sequences, random);
    Seen seen = Seen.NOTHING;
    for (long sequence : sequences) {
      seen = seen.with(sequence);
    }
    assertThat(seen).isEqualTo(new Seen(count, List.of()));
  }
}
