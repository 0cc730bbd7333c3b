package io.breakwater.scoring.correlation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How often each value of an attribute occurred. Of more than {@link #LIMIT} different values it
 * keeps those with the smallest hashes: which ones does not depend on the order of adding, and
 * their counts stay exact, as a value that is among the smallest in the end has been so all the
 * time. The others are a fair sample, from which the number of different values is estimated (K.
 * Beyer et al., "On synopses for distinct-value estimation under multiset operations", 2007: (k −
 * 1) over the k-th smallest hash as a fraction of all).
 *
 * @param list by hash
 * @param beyond true if there were more values than are kept
 */
record ValueCounts(List<Counted> list, boolean beyond) {

  static final int LIMIT = 64;
  static final ValueCounts NONE = new ValueCounts(List.of(), false);

  /** Longer values are told apart whole, and shown cut. */
  private static final int LONGEST = 128;

  private static final Comparator<Counted> ORDER =
      (a, b) -> Long.compareUnsigned(a.hash(), b.hash());

  /** One value. */
  record Counted(long hash, String value, long count) {}

  ValueCounts plus(String value) {
    return plus(new Counted(Hash64.of(value), shown(value), 1));
  }

  private static String shown(String value) {
    if (value.length() <= LONGEST) {
      return value;
    }
    boolean halved = Character.isHighSurrogate(value.charAt(LONGEST - 1));
    return value.substring(0, halved ? LONGEST - 1 : LONGEST);
  }

  ValueCounts plus(ValueCounts others) {
    ValueCounts sum = this;
    for (Counted other : others.list) {
      sum = sum.plus(other);
    }
    return others.beyond && !sum.beyond ? new ValueCounts(sum.list, true) : sum;
  }

  private ValueCounts plus(Counted added) {
    int at = Collections.binarySearch(list, added, ORDER);
    List<Counted> next;
    if (at >= 0) {
      next = new ArrayList<>(list);
      next.set(at, new Counted(added.hash, list.get(at).value, list.get(at).count + added.count));
      return new ValueCounts(next, beyond);
    }
    if (list.size() < LIMIT) {
      next = new ArrayList<>(list.size() + 1);
      next.addAll(list);
      next.add(-at - 1, added);
      return new ValueCounts(next, beyond);
    }
    if (-at - 1 == LIMIT) {
      return beyond ? this : new ValueCounts(list, true);
    }
    next = new ArrayList<>(list);
    next.add(-at - 1, added);
    next.remove(LIMIT);
    return new ValueCounts(next, true);
  }

  /** How many different values: exact up to {@link #LIMIT}, then an estimate. */
  long distinct() {
    if (!beyond || list.size() < LIMIT) {
      return list.size();
    }
    double largest = (list.get(LIMIT - 1).hash >>> 1) / (double) Long.MAX_VALUE;
    return Math.max(LIMIT, Math.round((LIMIT - 1) / largest));
  }

  /** The most frequent of the values kept; of equally frequent ones the first as text. */
  Optional<String> top() {
    return list.stream()
        .max(
            Comparator.comparingLong(Counted::count)
                .thenComparing(Counted::value, Comparator.reverseOrder()))
        .map(Counted::value);
  }

  long count(String value) {
    long hash = Hash64.of(value);
    return list.stream().filter(c -> c.hash == hash).mapToLong(Counted::count).sum();
  }
}
