package io.breakwater.scoring.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What is remembered of all features of one key. Mutable, and not thread-safe. */
public final class Windows {

  private long[] ids = {};
  private long[] expiries = {}; // in epoch milliseconds
  private Window[] windows = {};

  /**
   * Shows an event to features and says what they answer, the event included where it counts.
   *
   * @param time of the event, in epoch milliseconds
   * @param counts bit {@code i} is set if the event counts for feature {@code i}
   * @param values by feature: the bits of a double, or the hash of a text
   * @return by feature; NaN is absent
   */
  public double[] see(List<FeatureSpec> features, long time, long counts, long[] values) {
    double[] answers = new double[features.size()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = see(features.get(i), time, (counts >>> i & 1) == 1, values[i]);
    }
    return answers;
  }

  private double see(FeatureSpec spec, long time, boolean counts, long value) {
    int at = indexOf(spec.id());
    if (at < 0 && !counts) {
      return Window.of(spec).see(spec, time, false, value);
    }
    int i = at < 0 ? add(spec) : at;
    double answer = windows[i].see(spec, time, counts, value);
    expiries[i] = windows[i].expiry(spec);
    return answer;
  }

  private int indexOf(long id) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return -1;
  }

  private int add(FeatureSpec spec) {
    int size = ids.length;
    ids = Arrays.copyOf(ids, size + 1);
    expiries = Arrays.copyOf(expiries, size + 1);
    windows = Arrays.copyOf(windows, size + 1);
    ids[size] = spec.id();
    windows[size] = Window.of(spec);
    return size;
  }

  /**
   * From when, in epoch milliseconds, nothing here matters to an event on time; {@link
   * Long#MIN_VALUE} if nothing is remembered.
   */
  public long expiry() {
    long expiry = Long.MIN_VALUE;
    for (long one : expiries) {
      expiry = Math.max(expiry, one);
    }
    return expiry;
  }

  /** Forgets features that no longer matter at an instant, e.g. of an older policy. */
  public void forgetExpired(long now) {
    int left = 0;
    for (int i = 0; i < ids.length; i++) {
      if (expiries[i] > now) {
        ids[left] = ids[i];
        expiries[left] = expiries[i];
        windows[left++] = windows[i];
      }
    }
    ids = Arrays.copyOf(ids, left);
    expiries = Arrays.copyOf(expiries, left);
    windows = Arrays.copyOf(windows, left);
  }

  /** True if nothing is remembered. */
  public boolean isEmpty() {
    return ids.length == 0;
  }

  /** Writes it, to be read by this release or a later one. */
  public void write(DataOutput out) throws IOException {
    VarLong.write(out, ids.length);
    for (int i = 0; i < ids.length; i++) {
      out.writeLong(ids[i]);
      VarLong.write(out, expiries[i]);
      windows[i].write(out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Windows read(DataInput in) throws IOException {
    Windows read = new Windows();
    int size = (int) VarLong.read(in);
    read.ids = new long[size];
    read.expiries = new long[size];
    read.windows = new Window[size];
    for (int i = 0; i < size; i++) {
      read.ids[i] = in.readLong();
      read.expiries[i] = VarLong.read(in);
      read.windows[i] = Window.read(in);
    }
    return read;
  }

  /** One that changes on its own. */
  public Windows copy() {
    Windows copy = new Windows();
    copy.ids = ids.clone();
    copy.expiries = expiries.clone();
    copy.windows = new Window[windows.length];
    for (int i = 0; i < windows.length; i++) {
      copy.windows[i] = windows[i].copy();
    }
    return copy;
  }
}
