package io.breakwater.benchmarks.routing;

import io.breakwater.routing.read.WorkItemRow;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long an event that is durable takes to be published and visible: from the answer to whoever
 * wrote it to the commit of the read tables. Of several events of one item that become visible at
 * once, the last one counts.
 */
final class OutboxLag {

  private final long first;
  private final AtomicLongArray answered;
  private final AtomicLongArray visible;

  /**
   * Watches some events.
   *
   * @param first the sequence number of the first of them; see {@link Sample#sequence}
   */
  OutboxLag(long first, int events) {
    this.first = first;
    this.answered = new AtomicLongArray(events);
    this.visible = new AtomicLongArray(events);
  }

  /** The writer has its answer. */
  void answered(long sequence) {
    answered.set((int) (sequence - first), System.nanoTime());
  }

  /** The read tables have these. */
  void visible(Collection<WorkItemRow> rows) {
    long now = System.nanoTime();
    for (WorkItemRow row : rows) {
      long i = Sample.sequence(row.view().changedAt()) - first;
      if (i >= 0 && i < visible.length()) {
        visible.set((int) i, now);
      }
    }
  }

  /** The 99th percentile in milliseconds; what is visible before its writer knows has no lag. */
  double p99Millis() {
    long[] lags = new long[visible.length()];
    int seen = 0;
    for (int i = 0; i < lags.length; i++) {
      if (visible.get(i) != 0 && answered.get(i) != 0) {
        lags[seen++] = Math.max(0, visible.get(i) - answered.get(i));
      }
    }
    if (seen == 0) {
      throw new IllegalStateException("nothing became visible");
    }
    long[] sorted = Arrays.copyOf(lags, seen);
    Arrays.sort(sorted);
    return sorted[(int) (seen * 0.99)] / 1e6;
  }
}
