package io.breakwater.flink.scoring;

import java.util.Arrays;

/**
 * The events of one exception that the job remembers, as pairs (64 bits of the event id, expiry in
 * epoch milliseconds) in one array: the smallest state that Flink can hold by key.
 */
final class SeenEvents {
  private SeenEvents() {}

  /** More than that, and the oldest is forgotten: the work item still knows it. */
  static final int MOST = 64;

  /** The bits of an event id that stand for it within one exception. */
  static long bits(String eventId) {
    return Long.parseUnsignedLong(eventId, 0, 16, 16);
  }

  /** True if the event is remembered; {@code seen} may be null. */
  static boolean contains(long[] seen, long bits) {
    if (seen == null) {
      return false;
    }
    for (int i = 0; i < seen.length; i += 2) {
      if (seen[i] == bits) {
        return true;
      }
    }
    return false;
  }

  /** The same with one event more. */
  static long[] with(long[] seen, long bits, long expiry) {
    if (seen == null) {
      return new long[] {bits, expiry};
    }
    int from = seen.length == 2 * MOST ? 2 : 0;
    long[] next = Arrays.copyOfRange(seen, from, seen.length + 2);
    next[next.length - 2] = bits;
    next[next.length - 1] = expiry;
    return next;
  }

  /** The same without those whose expiry has come; null if none is left. */
  static long[] unexpired(long[] seen, long now) {
    long[] left = new long[seen.length];
    int length = 0;
    for (int i = 0; i < seen.length; i += 2) {
      if (seen[i + 1] > now) {
        left[length++] = seen[i];
        left[length++] = seen[i + 1];
      }
    }
    return length == 0 ? null : Arrays.copyOf(left, length);
  }

  /** When the first of them expires. */
  static long firstExpiry(long[] seen) {
    long first = Long.MAX_VALUE;
    for (int i = 1; i < seen.length; i += 2) {
      first = Math.min(first, seen[i]);
    }
    return first;
  }
}
