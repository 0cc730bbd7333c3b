package io.breakwater.scoring.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is remembered of one feature for one key. Mutable, and not thread-safe. */
abstract sealed class Window permits NumberWindow, TimeWindow, DistinctWindow {

  /** What a feature says where it has nothing to say. */
  static final double ABSENT = Double.NaN;

  static Window of(FeatureSpec spec) {
    return switch (spec.aggregate()) {
      case DISTINCT -> new DistinctWindow();
      case TIME_SINCE_LAST -> new TimeWindow();
      default -> new NumberWindow(spec.valued());
    };
  }

  /**
   * What the feature says at an event, the event included if it counts.
   *
   * @param time of the event, in epoch milliseconds
   * @param counts whether the event is counted
   * @param value of the event: the bits of a double, or the hash of a text
   * @return {@link #ABSENT}, or a finite number
   */
  abstract double see(FeatureSpec spec, long time, boolean counts, long value);

  /** From when, in epoch milliseconds, nothing that is remembered matters to an event on time. */
  abstract long expiry(FeatureSpec spec);

  abstract void write(DataOutput out) throws IOException;

  abstract Window copy();

  static Window read(DataInput in) throws IOException {
    byte form = in.readByte();
    return switch (form) {
      case NumberWindow.COUNTS -> NumberWindow.read(in, false);
      case NumberWindow.TOTALS -> NumberWindow.read(in, true);
      case TimeWindow.FORM -> TimeWindow.read(in);
      case DistinctWindow.FORM -> DistinctWindow.read(in);
      default -> throw new IOException("there is no window of form " + form);
    };
  }
}
