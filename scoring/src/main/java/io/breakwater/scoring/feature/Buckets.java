package io.breakwater.scoring.feature;

import java.util.Arrays;

/**
 * The buckets of one window that hold something, in the order of time: rows of the bucket's number
 * and two columns whose meaning is their owner's.
 */
final class Buckets {

  private static final int WIDTH = 3;

  private long[] rows = new long[WIDTH];
  private int size;
  private long since; // the first bucket since there was none

  int size() {
    return size;
  }

  long at(int row) {
    return rows[row * WIDTH];
  }

  long first(int row) {
    return rows[row * WIDTH + 1];
  }

  long second(int row) {
    return rows[row * WIDTH + 2];
  }

  void set(int row, long first, long second) {
    rows[row * WIDTH + 1] = first;
    rows[row * WIDTH + 2] = second;
  }

  /** The first bucket since there was none. */
  long since() {
    return since;
  }

  void since(long bucket) {
    since = bucket;
  }

  long newest() {
    return at(size - 1);
  }

  /** The last row at or before a bucket; -1 if there is none. */
  int upTo(long bucket) {
    int row = size - 1;
    while (row >= 0 && at(row) > bucket) {
      row--;
    }
    return row;
  }

  /** False if the bucket is so far behind the newest one that it is no longer kept. */
  boolean keeps(long bucket, int kept) {
    return size == 0 || bucket > newest() - kept;
  }

  /** The row of a bucket that is kept, made if need be; those that are then too old are dropped. */
  int make(long bucket, int kept) {
    if (size > 0 && bucket > newest()) {
      dropUpTo(bucket - kept);
    }
    since = size == 0 ? bucket : Math.min(since, bucket);
    int before = upTo(bucket);
    if (before >= 0 && at(before) == bucket) {
      return before;
    }
    insert(before + 1, bucket);
    return before + 1;
  }

  private void dropUpTo(long bucket) {
    int dropped = upTo(bucket) + 1;
    if (dropped > 0) {
      System.arraycopy(rows, dropped * WIDTH, rows, 0, (size - dropped) * WIDTH);
      size -= dropped;
    }
  }

  private void insert(int row, long bucket) {
    if ((size + 1) * WIDTH > rows.length) {
      rows = Arrays.copyOf(rows, Math.max(4 * WIDTH, rows.length * 2));
    }
    int from = row * WIDTH;
    System.arraycopy(rows, from, rows, from + WIDTH, (size - row) * WIDTH);
    rows[from] = bucket;
    rows[from + 1] = 0;
    rows[from + 2] = 0;
    size++;
  }

  Buckets copy() {
    Buckets copy = new Buckets();
    copy.rows = Arrays.copyOf(rows, Math.max(WIDTH, size * WIDTH));
    copy.size = size;
    copy.since = since;
    return copy;
  }
}
