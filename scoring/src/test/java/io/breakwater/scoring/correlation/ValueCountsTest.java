package io.breakwater.scoring.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ValueCountsTest {

  private static ValueCounts of(List<String> values) {
    ValueCounts counts = ValueCounts.NONE;
    for (String value : values) {
      counts = counts.plus(value);
    }
    return counts;
  }

  @Property(tries = 100)
  void theOrderAndTheGroupingDoNotMatter(
      @ForAll @IntRange(min = 1, max = 400) int different, @ForAll Random random) {
    List<String> values =
        new java.util.ArrayList<>(
            IntStream.range(0, 600).mapToObj(i -> "v" + random.nextInt(different)).toList());
    ValueCounts inOrder = of(values);
    Collections.shuffle(values, random);
    int cut = random.nextInt(values.size());

    assertThat(of(values.subList(cut, 600)).plus(of(values.subList(0, cut)))).isEqualTo(inOrder);
  }

  @Test
  void fewValuesAreCountedExactly() {
    ValueCounts counts = of(List.of("b", "a", "b", "c", "a"));

    assertThat(counts.distinct()).isEqualTo(3);
    assertThat(counts.top()).contains("a");
    assertThat(counts.count("b")).isEqualTo(2);
    assertThat(counts.count("z")).isZero();
    assertThat(ValueCounts.NONE.top()).isEmpty();
  }

  @Test
  void manyValuesAreEstimated() {
    ValueCounts counts = of(IntStream.range(0, 10_000).mapToObj(i -> "value " + i).toList());

    assertThat((double) counts.distinct()).isCloseTo(10_000, within(4_000.0));
  }

  @Test
  void aLongValueIsCutBetweenCharacters() {
    ValueCounts counts = of(List.of("x".repeat(127) + "𝄞" + "y".repeat(100)));

    assertThat(counts.top()).contains("x".repeat(127));
  }
}
