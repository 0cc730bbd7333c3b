package io.breakwater.scoring.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Which values each bucket saw: pairs of bucket and hash, in the order of buckets. Exact up to
 * {@link #MOST} pairs; beyond that the oldest are forgotten, and the count is a lower bound.
 */
final class DistinctWindow extends Window {

  static final byte FORM = 4;

  /** 32 KB at most for one key. */
  static final int MOST = 2_000;

  private long[] pairs;
  private int size;
  private long askedBucket = Long.MIN_VALUE;
  private final Set<Long> asked = new HashSet<>(); // in the window of the bucket asked last

  DistinctWindow() {
    this(new long[4], 0);
  }

  private DistinctWindow(long[] pairs, int size) {
    this.pairs = pairs;
    this.size = size;
  }

  @Override
  double see(FeatureSpec spec, long time, boolean counts, long value) {
    long bucket = spec.bucketOf(time);
    if (size > 0 && bucket <= newest() - spec.kept()) {
      return ABSENT;
    }
    if (counts) {
      add(spec, bucket, value);
    }
    if (askedBucket != bucket) {
      ask(spec, bucket);
    }
    return asked.size();
  }

  private void ask(FeatureSpec spec, long bucket) {
    askedBucket = bucket;
    asked.clear();
    for (int i = size - 1; i >= 0 && at(i) > bucket - spec.buckets(); i--) {
      if (at(i) <= bucket) {
        asked.add(hash(i));
      }
    }
  }

  private void add(FeatureSpec spec, long bucket, long hash) {
    if (size > 0 && bucket > newest()) {
      int old = size - 1;
      while (old >= 0 && at(old) > bucket - spec.kept()) {
        old--;
      }
      dropFirst(old + 1);
    }
    if (has(bucket, hash)) {
      return;
    }
    if (size == MOST) {
      dropFirst(MOST / 8);
      askedBucket = Long.MIN_VALUE;
    }
    insert(after(bucket), bucket, hash);
    if (bucket == askedBucket) {
      asked.add(hash);
    }
  }

  private boolean has(long bucket, long hash) {
    for (int i = after(bucket) - 1; i >= 0 && at(i) == bucket; i--) {
      if (hash(i) == hash) {
        return true;
      }
    }
    return false;
  }

  /** Where the next pair of a bucket goes. */
  private int after(long bucket) {
    int i = size;
    while (i > 0 && at(i - 1) > bucket) {
      i--;
    }
    return i;
  }

  private void dropFirst(int dropped) {
    System.arraycopy(pairs, 2 * dropped, pairs, 0, 2 * (size - dropped));
    size -= dropped;
  }

  private void insert(int i, long bucket, long hash) {
    if (2 * (size + 1) > pairs.length) {
      pairs = Arrays.copyOf(pairs, Math.min(2 * MOST, 2 * pairs.length));
    }
    System.arraycopy(pairs, 2 * i, pairs, 2 * i + 2, 2 * (size - i));
    pairs[2 * i] = bucket;
    pairs[2 * i + 1] = hash;
    size++;
  }

  private long at(int i) {
    return pairs[2 * i];
  }

  private long hash(int i) {
    return pairs[2 * i + 1];
  }

  private long newest() {
    return at(size - 1);
  }

  @Override
  long expiry(FeatureSpec spec) {
    return size == 0 ? Long.MIN_VALUE : (newest() + spec.kept()) * spec.bucketMillis();
  }

  @Override
  void write(DataOutput out) throws IOException {
    out.writeByte(FORM);
    VarLong.write(out, size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      VarLong.write(out, at(i) - before);
      out.writeLong(hash(i));
      before = at(i);
    }
  }

  static DistinctWindow read(DataInput in) throws IOException {
    int size = (int) VarLong.read(in);
    long[] pairs = new long[Math.max(4, 2 * size)];
    long at = 0;
    for (int i = 0; i < size; i++) {
      at += VarLong.read(in);
      pairs[2 * i] = at;
      pairs[2 * i + 1] = in.readLong();
    }
    return new DistinctWindow(pairs, size);
  }

  @Override
  DistinctWindow copy() {
    return new DistinctWindow(Arrays.copyOf(pairs, Math.max(4, 2 * size)), size);
  }
}
