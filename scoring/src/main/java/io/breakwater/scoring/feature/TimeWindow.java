package io.breakwater.scoring.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * When the events of each bucket were: the columns are the first and the last time, in milliseconds
 * from the start of the bucket, counted from 1. For an event on time that is exact; one that is
 * late may have had a closer predecessor within its own bucket.
 */
final class TimeWindow extends Window {

  static final byte FORM = 3;

  private final Buckets buckets;

  TimeWindow() {
    this(new Buckets());
  }

  private TimeWindow(Buckets buckets) {
    this.buckets = buckets;
  }

  @Override
  double see(FeatureSpec spec, long time, boolean counts, long value) {
    long bucket = spec.bucketOf(time);
    if (!buckets.keeps(bucket, spec.kept())) {
      return ABSENT;
    }
    long offset = time - bucket * spec.bucketMillis() + 1;
    double since = since(spec, bucket, offset);
    if (counts) {
      add(spec, bucket, offset);
    }
    return since;
  }

  /** Seconds since the last known event of the window up to now. */
  private double since(FeatureSpec spec, long bucket, long offset) {
    int row = buckets.upTo(bucket);
    if (row >= 0 && buckets.at(row) == bucket) {
      if (buckets.second(row) <= offset) {
        return (offset - buckets.second(row)) / 1_000.0;
      }
      if (buckets.first(row) <= offset) {
        return (offset - buckets.first(row)) / 1_000.0;
      }
      row--;
    }
    if (row < 0 || buckets.at(row) <= bucket - spec.buckets()) {
      return ABSENT;
    }
    long between = (bucket - buckets.at(row)) * spec.bucketMillis();
    return (between + offset - buckets.second(row)) / 1_000.0;
  }

  private void add(FeatureSpec spec, long bucket, long offset) {
    int row = buckets.make(bucket, spec.kept());
    boolean made = buckets.first(row) == 0;
    buckets.set(
        row,
        made ? offset : Math.min(buckets.first(row), offset),
        Math.max(buckets.second(row), offset));
  }

  @Override
  long expiry(FeatureSpec spec) {
    return buckets.size() == 0
        ? Long.MIN_VALUE
        : (buckets.newest() + spec.kept()) * spec.bucketMillis();
  }

  @Override
  void write(DataOutput out) throws IOException {
    out.writeByte(FORM);
    VarLong.write(out, buckets.size());
    long before = 0;
    for (int row = 0; row < buckets.size(); row++) {
      VarLong.write(out, buckets.at(row) - before);
      VarLong.write(out, buckets.first(row));
      VarLong.write(out, buckets.second(row));
      before = buckets.at(row);
    }
  }

  static TimeWindow read(DataInput in) throws IOException {
    TimeWindow window = new TimeWindow();
    int size = (int) VarLong.read(in);
    long at = 0;
    for (int row = 0; row < size; row++) {
      at += VarLong.read(in);
      window.buckets.make(at, Integer.MAX_VALUE);
      window.buckets.set(row, VarLong.read(in), VarLong.read(in));
    }
    return window;
  }

  @Override
  TimeWindow copy() {
    return new TimeWindow(buckets.copy());
  }
}
