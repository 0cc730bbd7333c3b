package io.breakwater.domain.sla.report;

import io.breakwater.domain.sla.report.SlaMark.What;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened within five minutes ({@link ReportWindow#SLICE}) on one desk under one SLA. Slices
 * add up in any order, and take back what turns out not to hold.
 *
 * @param counts of each kind of mark
 * @param toAcknowledge how often each bin of {@link Percentiles} was hit
 * @param toResolve the same for resolving
 */
public record Slice(
    Map<What, Long> counts, Map<Integer, Long> toAcknowledge, Map<Integer, Long> toResolve) {

  public static final Slice EMPTY = new Slice(Map.of(), Map.of(), Map.of());

  /** The beginning of the slice that holds an instant, in epoch milliseconds. */
  public static long startOf(Instant at) {
    long slice = ReportWindow.SLICE.toMillis();
    return Math.floorDiv(at.toEpochMilli(), slice) * slice;
  }

  /** This slice and a mark. */
  public Slice with(SlaMark mark) {
    return new Slice(
        plus(counts, Map.of(mark.what(), (long) mark.count())),
        mark.what() == What.ACKNOWLEDGED ? hit(toAcknowledge, mark) : toAcknowledge,
        mark.what() == What.RESOLVED ? hit(toResolve, mark) : toResolve);
  }

  /** Both together. */
  public Slice with(Slice other) {
    return new Slice(
        plus(counts, other.counts),
        plus(toAcknowledge, other.toAcknowledge),
        plus(toResolve, other.toResolve));
  }

  /** How many of a kind. */
  public long count(What what) {
    return counts.getOrDefault(what, 0L);
  }

  /** By how much the backlog grew. */
  public long growth() {
    return count(What.OPENED) - count(What.DONE);
  }

  /** False if nothing is left of what was counted. */
  public boolean countsSomething() {
    return !counts.isEmpty();
  }

  private static Map<Integer, Long> hit(Map<Integer, Long> bins, SlaMark mark) {
    return plus(bins, Map.of(Percentiles.bin(mark.seconds()), (long) mark.count()));
  }

  private static <K extends Comparable<K>> Map<K, Long> plus(Map<K, Long> a, Map<K, Long> b) {
    Map<K, Long> sum = new TreeMap<>(a);
    b.forEach((key, count) -> sum.merge(key, count, Long::sum));
    sum.values().removeIf(count -> count == 0);
    return sum;
  }
}
