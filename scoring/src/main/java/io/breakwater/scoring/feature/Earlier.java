package io.breakwater.scoring.feature;

/**
 * What the buckets of a window before the event's own say together. It is worked out once per
 * bucket, not once per event, and anew rather than by subtraction, so that sums do not drift.
 *
 * @param bucket the event's own
 * @param count of events
 * @param total the sum, or the least or greatest value
 * @param baseline only for features that have one
 */
record Earlier(long bucket, long count, double total, Baseline baseline) {

  /** Of no bucket. */
  static final Earlier NONE = new Earlier(Long.MIN_VALUE, 0, 0, Baseline.NONE);

  static Earlier than(long bucket, FeatureSpec spec, Buckets buckets) {
    if (spec.aggregate().hasBaseline()) {
      return new Earlier(bucket, 0, 0, Baseline.before(bucket, spec, buckets));
    }
    long count = 0;
    double total = 0;
    long oldest = bucket - spec.buckets() + 1;
    for (int row = buckets.upTo(bucket - 1); row >= 0 && buckets.at(row) >= oldest; row--) {
      double more = Double.longBitsToDouble(buckets.second(row));
      total = count == 0 ? more : combined(spec, total, more);
      count += buckets.first(row);
    }
    return new Earlier(bucket, count, total, Baseline.NONE);
  }

  static double combined(FeatureSpec spec, double a, double b) {
    return switch (spec.aggregate()) {
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      default -> a + b;
    };
  }
}
