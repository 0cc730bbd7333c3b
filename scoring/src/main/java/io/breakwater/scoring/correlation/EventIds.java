package io.breakwater.scoring.correlation;

import java.util.Arrays;

/**
 * The events that were added, by 64 bits of their ids, so that one that is delivered again is not
 * counted again. It remembers {@link #LIMIT}: those with the smallest ids.
 */
final class EventIds {

  static final int LIMIT = 1_024;
  static final EventIds NONE = new EventIds(new long[0]);

  private static final int DIGITS = 16;
  private static final int HEX = 16;

  private final long[] sorted;

  EventIds(long[] sorted) {
    this.sorted = sorted;
  }

  private static long bits(String eventId) {
    return Long.parseUnsignedLong(eventId, 0, DIGITS, HEX);
  }

  boolean contains(String eventId) {
    return Arrays.binarySearch(sorted, bits(eventId)) >= 0;
  }

  EventIds plus(String eventId) {
    return plus(bits(eventId));
  }

  EventIds plus(EventIds others) {
    EventIds sum = this;
    for (long other : others.sorted) {
      sum = sum.plus(other);
    }
    return sum;
  }

  private EventIds plus(long bits) {
    int found = Arrays.binarySearch(sorted, bits);
    int at = -found - 1;
    if (found >= 0 || at == LIMIT) {
      return this;
    }
    long[] next = Arrays.copyOf(sorted, Math.min(LIMIT, sorted.length + 1));
    System.arraycopy(sorted, at, next, at + 1, next.length - at - 1);
    next[at] = bits;
    return new EventIds(next);
  }

  long[] sorted() {
    return sorted;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventIds that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }
}
