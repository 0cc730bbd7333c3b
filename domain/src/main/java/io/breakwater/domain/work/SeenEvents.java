package io.breakwater.domain.work;

import io.breakwater.domain.event.Origin;
import io.breakwater.domain.identity.Identity;
import java.util.HexFormat;

/**
 * The upstream events that an item has seen, each with the record that brought it first: 32 bytes
 * an event. Immutable; adding one costs the logarithm of their number, because events stand in
 * sorted runs of doubling length, and runs of equal length are merged.
 */
final class SeenEvents {

  /** None yet. */
  static final SeenEvents NONE = new SeenEvents(null, new long[0]);

  // An event is two words of its id, then partition with the topic's hash, then the offset.
  private static final int WORDS = 4;
  private static final int ID_LENGTH = 32;

  /** What an event is to an item. */
  enum Standing {
    NEW,
    /** This very record brought it. */
    REDELIVERED,
    /** Another record brought it. */
    DUPLICATE
  }

  private final SeenEvents older;
  private final long[] run;

  private SeenEvents(SeenEvents older, long[] run) {
    this.older = older;
    this.run = run;
  }

  /** These and one more; one that is known already changes nothing. */
  SeenEvents with(String eventId, Origin origin) {
    long high = high(eventId);
    long low = low(eventId);
    if (find(high, low) != null) {
      return this;
    }
    long[] merged = {high, low, place(origin), origin == null ? -1 : origin.offset()};
    SeenEvents rest = this;
    while (rest.older != null && rest.run.length == merged.length) {
      merged = merge(rest.run, merged);
      rest = rest.older;
    }
    return new SeenEvents(rest, merged);
  }

  /** What the event of this record would be. */
  Standing standing(String eventId, Origin origin) {
    long[] known = find(high(eventId), low(eventId));
    if (known == null) {
      return Standing.NEW;
    }
    boolean sameRecord = known[0] == place(origin) && known[1] == origin.offset();
    return sameRecord ? Standing.REDELIVERED : Standing.DUPLICATE;
  }

  private long[] find(long high, long low) {
    for (SeenEvents at = this; at.older != null; at = at.older) {
      int i = at.indexOf(high, low);
      if (i >= 0) {
        return new long[] {at.run[i * WORDS + 2], at.run[i * WORDS + 3]};
      }
    }
    return null;
  }

  private int indexOf(long high, long low) {
    int from = 0;
    int to = run.length / WORDS - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int order = compare(run[middle * WORDS], run[middle * WORDS + 1], high, low);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return -1;
  }

  private static long[] merge(long[] a, long[] b) {
    long[] both = new long[a.length + b.length];
    int i = 0;
    int j = 0;
    for (int k = 0; k < both.length; k += WORDS) {
      boolean first =
          j == b.length || (i < a.length && compare(a[i], a[i + 1], b[j], b[j + 1]) < 0);
      System.arraycopy(first ? a : b, first ? i : j, both, k, WORDS);
      if (first) {
        i += WORDS;
      } else {
        j += WORDS;
      }
    }
    return both;
  }

  private static int compare(long high, long low, long otherHigh, long otherLow) {
    int byHigh = Long.compare(high, otherHigh);
    return byHigh != 0 ? byHigh : Long.compare(low, otherLow);
  }

  private static long place(Origin origin) {
    return origin == null
        ? -1
        : ((long) origin.topic().hashCode() << Integer.SIZE) | (origin.partition() & 0xffffffffL);
  }

  private static long high(String eventId) {
    return HexFormat.fromHexDigitsToLong(digits(eventId), 0, ID_LENGTH / 2);
  }

  private static long low(String eventId) {
    return HexFormat.fromHexDigitsToLong(digits(eventId), ID_LENGTH / 2, ID_LENGTH);
  }

  /** An event id is 32 hexadecimal digits; any other text stands for its hash. */
  private static String digits(String eventId) {
    boolean isId = eventId.length() == ID_LENGTH && eventId.chars().allMatch(HexFormat::isHexDigit);
    return isId ? eventId : Identity.hash128("seen", eventId);
  }
}
