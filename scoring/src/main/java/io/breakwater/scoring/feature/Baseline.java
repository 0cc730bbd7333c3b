package io.breakwater.scoring.feature;

/**
 * The exponentially weighted mean and standard deviation of earlier buckets: with weights {@code w}
 * that halve every half-life, {@code mean = sum(w v) / sum(w)} and {@code deviation = sqrt(sum(w (v
 * - mean)^2) / sum(w))}. A bucket's {@code v} is the mean of its values, and empty buckets have
 * none; without values it is the number of its events, and empty buckets have 0.
 *
 * @param mean NaN if there is no baseline yet
 */
record Baseline(double mean, double deviation) {

  static final Baseline NONE = new Baseline(Double.NaN, Double.NaN);

  /** What rounding can make of a baseline that never varied, relative to its mean. */
  private static final double NOISE = 1e-9;

  private static final double MOST_DEVIATIONS = 1_000;

  static Baseline before(long bucket, FeatureSpec spec, Buckets buckets) {
    if (buckets.size() == 0 || bucket - buckets.newest() >= spec.kept()) {
      return NONE; // nothing that is kept: the key starts anew
    }
    long passed = Math.min(spec.buckets() - 1L, bucket - buckets.since());
    if (passed < spec.warmUp()) {
      return NONE;
    }
    long oldest = bucket - passed;
    int last = buckets.upTo(bucket - 1);
    double weights = 0;
    double sum = 0;
    for (int row = last; row >= 0 && buckets.at(row) >= oldest; row--) {
      double weight = weight(spec, bucket, buckets.at(row));
      weights += weight;
      sum += weight * value(spec, buckets, row);
    }
    double empty = spec.valued() ? 0 : allWeights(spec, passed) - weights;
    double mean = sum / (weights + empty);
    double squares = empty * mean * mean;
    for (int row = last; row >= 0 && buckets.at(row) >= oldest; row--) {
      double off = value(spec, buckets, row) - mean;
      squares += weight(spec, bucket, buckets.at(row)) * off * off;
    }
    return new Baseline(mean, Math.sqrt(Math.max(0, squares) / (weights + empty)));
  }

  /** How many deviations a value is from the mean; NaN if the value or the baseline is. */
  double deviations(double value) {
    double off = value - mean;
    double noise = NOISE * Math.abs(mean);
    if (Double.isNaN(off)) {
      return off;
    }
    if (Math.abs(off) <= noise) {
      return 0;
    }
    if (deviation <= noise) {
      return Math.copySign(MOST_DEVIATIONS, off);
    }
    return Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, off / deviation));
  }

  private static double value(FeatureSpec spec, Buckets buckets, int row) {
    double count = buckets.first(row);
    return spec.valued() ? Double.longBitsToDouble(buckets.second(row)) / count : count;
  }

  private static double weight(FeatureSpec spec, long bucket, long earlier) {
    return Math.pow(spec.decay(), bucket - 1 - earlier);
  }

  /** Of so many buckets, full or empty: a geometric sum. */
  private static double allWeights(FeatureSpec spec, long passed) {
    return spec.decay() == 1 ? passed : (1 - Math.pow(spec.decay(), passed)) / (1 - spec.decay());
  }
}
