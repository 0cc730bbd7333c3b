package io.breakwater.scoring.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What is remembered of all features of one key. Mutable, and not thread-safe. */
public final class Windows {

  private long[] ids = {};
  private FeatureSpec[] specs = {};
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
      FeatureSpec spec = features.get(i);
      answers[i] = window(spec).see(spec, time, (counts >>> i & 1) == 1, values[i]);
    }
    return answers;
  }

  private Window window(FeatureSpec spec) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == spec.id()) {
        specs[i] = spec; // half-life and warm-up may be those of another version
        return windows[i];
      }
    }
    int size = ids.length;
    ids = Arrays.copyOf(ids, size + 1);
    specs = Arrays.copyOf(specs, size + 1);
    windows = Arrays.copyOf(windows, size + 1);
    ids[size] = spec.id();
    specs[size] = spec;
    windows[size] = Window.of(spec);
    return windows[size];
  }

  /** From when, in epoch milliseconds, nothing here matters to an event on time. */
  public long expiry() {
    long expiry = Long.MIN_VALUE;
    for (int i = 0; i < windows.length; i++) {
      expiry = Math.max(expiry, windows[i].expiry(specs[i]));
    }
    return expiry;
  }

  /** Forgets features that no longer matter at an instant, e.g. of an older policy. */
  public void forgetExpired(long now) {
    int left = 0;
    for (int i = 0; i < windows.length; i++) {
      if (windows[i].expiry(specs[i]) > now) {
        ids[left] = ids[i];
        specs[left] = specs[i];
        windows[left++] = windows[i];
      }
    }
    ids = Arrays.copyOf(ids, left);
    specs = Arrays.copyOf(specs, left);
    windows = Arrays.copyOf(windows, left);
  }

  /** True if nothing is remembered. */
  public boolean isEmpty() {
    return expiry() == Long.MIN_VALUE;
  }

  /** Writes it, to be read by this release or a later one. */
  public void write(DataOutput out) throws IOException {
    VarLong.write(out, ids.length);
    for (int i = 0; i < ids.length; i++) {
      specs[i].write(out);
      windows[i].write(out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Windows read(DataInput in) throws IOException {
    Windows read = new Windows();
    int size = (int) VarLong.read(in);
    read.ids = new long[size];
    read.specs = new FeatureSpec[size];
    read.windows = new Window[size];
    for (int i = 0; i < size; i++) {
      read.specs[i] = FeatureSpec.read(in);
      read.ids[i] = read.specs[i].id();
      read.windows[i] = Window.read(in);
    }
    return read;
  }

  /** One that changes on its own. */
  public Windows copy() {
    Windows copy = new Windows();
    copy.ids = ids.clone();
    copy.specs = specs.clone();
    copy.windows = new Window[windows.length];
    for (int i = 0; i < windows.length; i++) {
      copy.windows[i] = windows[i].copy();
    }
    return copy;
  }
}
