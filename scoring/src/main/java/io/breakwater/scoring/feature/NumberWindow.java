package io.breakwater.scoring.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Events and, where the feature has a value, what was made of their values, per bucket. The first
 * column is the number of events; the second holds the bits of a double: the least or greatest
 * value, or the sum.
 */
final class NumberWindow extends Window {

  static final byte COUNTS = 1;
  static final byte TOTALS = 2;

  private final boolean valued;
  private final Buckets buckets;
  private Earlier earlier = Earlier.NONE; // than the bucket asked last, which alone changed since

  NumberWindow(boolean valued) {
    this(valued, new Buckets());
  }

  private NumberWindow(boolean valued, Buckets buckets) {
    this.valued = valued;
    this.buckets = buckets;
  }

  @Override
  double see(FeatureSpec spec, long time, boolean counts, long value) {
    long bucket = spec.bucketOf(time);
    if (!buckets.keeps(bucket, spec.kept())) {
      return ABSENT;
    }
    if (counts) {
      add(spec, bucket, Double.longBitsToDouble(value));
    }
    if (earlier.bucket() != bucket) {
      earlier = Earlier.than(bucket, spec, buckets);
    }
    int row = buckets.upTo(bucket);
    boolean own = row >= 0 && buckets.at(row) == bucket;
    return value(
        spec, own ? buckets.first(row) : 0, own ? Double.longBitsToDouble(buckets.second(row)) : 0);
  }

  private void add(FeatureSpec spec, long bucket, double value) {
    int row = buckets.make(bucket, spec.kept());
    long count = buckets.first(row);
    double before = Double.longBitsToDouble(buckets.second(row));
    double after =
        switch (spec.aggregate()) {
          case MIN -> count == 0 ? value : Math.min(before, value);
          case MAX -> count == 0 ? value : Math.max(before, value);
          default -> valued ? before + value : 0;
        };
    buckets.set(row, count + 1, Double.doubleToRawLongBits(after));
  }

  /** From the earlier buckets of the window and the event's own. */
  private double value(FeatureSpec spec, long ownCount, double ownTotal) {
    long count = earlier.count() + ownCount;
    double value =
        switch (spec.aggregate()) {
          case COUNT -> count;
          case RATE -> count * 1_000.0 / (spec.bucketMillis() * spec.buckets());
          case SUM -> earlier.total() + ownTotal;
          case MEAN -> (earlier.total() + ownTotal) / count;
          case MIN, MAX -> extreme(spec, ownCount, ownTotal);
          case EWMA -> earlier.baseline().mean();
          default -> earlier.baseline().deviations(valued ? ownTotal / ownCount : ownCount);
        };
    return Double.isFinite(value) ? value : ABSENT;
  }

  private double extreme(FeatureSpec spec, long ownCount, double own) {
    if (earlier.count() == 0) {
      return ownCount == 0 ? ABSENT : own;
    }
    return ownCount == 0 ? earlier.total() : Earlier.combined(spec, earlier.total(), own);
  }

  @Override
  long expiry(FeatureSpec spec) {
    return buckets.size() == 0
        ? Long.MIN_VALUE
        : (buckets.newest() + spec.kept()) * spec.bucketMillis();
  }

  @Override
  void write(DataOutput out) throws IOException {
    out.writeByte(valued ? TOTALS : COUNTS);
    VarLong.write(out, buckets.size());
    VarLong.write(out, buckets.since());
    long before = buckets.since();
    for (int row = 0; row < buckets.size(); row++) {
      VarLong.write(out, buckets.at(row) - before);
      VarLong.write(out, buckets.first(row));
      if (valued) {
        out.writeLong(buckets.second(row));
      }
      before = buckets.at(row);
    }
  }

  static NumberWindow read(DataInput in, boolean valued) throws IOException {
    NumberWindow window = new NumberWindow(valued);
    int size = (int) VarLong.read(in);
    long since = VarLong.read(in);
    long at = since;
    for (int row = 0; row < size; row++) {
      at += VarLong.read(in);
      window.buckets.make(at, Integer.MAX_VALUE);
      window.buckets.set(row, VarLong.read(in), valued ? in.readLong() : 0);
    }
    window.buckets.since(since);
    return window;
  }

  @Override
  NumberWindow copy() {
    return new NumberWindow(valued, buckets.copy());
  }
}
