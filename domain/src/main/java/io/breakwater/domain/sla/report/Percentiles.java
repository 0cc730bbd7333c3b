package io.breakwater.domain.sla.report;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.SparseStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import java.util.Map;

/**
 * Percentiles of durations, in whole seconds, from a DDSketch (Masson, Rim and Lee, VLDB 2019):
 * each is within 1% of the exact one, or a second. Its bins are counters, so it gives the same
 * answer for the same durations in whatever order they came; sketches that sample or cluster (KLL,
 * t-digest) do not.
 */
public record Percentiles(long p50, long p90, long p99) {

  private static final IndexMapping MAPPING = new LogarithmicMapping(0.01);

  /** Durations below a second. */
  private static final int LESS = Integer.MIN_VALUE;

  /** The sketch's bin of a duration. */
  public static int bin(long seconds) {
    return seconds < 1 ? LESS : MAPPING.index(seconds);
  }

  /**
   * The percentiles of what hit the bins; null if nothing did.
   *
   * @param bins how often each bin was hit
   */
  public static Percentiles of(Map<Integer, Long> bins) {
    Store store = new SparseStore();
    double zeros = 0;
    for (Map.Entry<Integer, Long> bin : bins.entrySet()) {
      // Late data may take back in one window what it has yet to add in another.
      long hits = Math.max(0, bin.getValue());
      if (bin.getKey() == LESS) {
        zeros = hits;
      } else {
        store.add(bin.getKey(), hits);
      }
    }
    DDSketch sketch = DDSketch.of(MAPPING, new SparseStore(), store, zeros);
    return sketch.isEmpty()
        ? null
        : new Percentiles(at(sketch, 0.5), at(sketch, 0.9), at(sketch, 0.99));
  }

  private static long at(DDSketch sketch, double quantile) {
    return Math.round(sketch.getValueAtQuantile(quantile));
  }
}
