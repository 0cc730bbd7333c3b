package io.breakwater.scoring.feature;

import io.breakwater.domain.policy.Aggregate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a window should say, counted anew from all events each time. */
final class Recount {

  /** An event that was counted. */
  private record Counted(long time, long bucket, double number, long bits) {}

  private final FeatureSpec spec;
  private final List<Counted> all = new ArrayList<>();
  private long since;

  Recount(FeatureSpec spec) {
    this.spec = spec;
  }

  double see(long time, boolean counts, long bits) {
    long bucket = Math.floorDiv(time, spec.bucketMillis());
    long kept = spec.buckets() + (spec.buckets() + 1) / 2;
    long newest = all.stream().mapToLong(Counted::bucket).max().orElse(bucket);
    if (bucket <= newest - kept) {
      return Double.NaN;
    }
    double sinceLast = sinceLast(time, bucket);
    if (counts) {
      all.removeIf(e -> e.bucket() <= Math.max(newest, bucket) - kept);
      since = all.isEmpty() ? bucket : Math.min(since, bucket);
      all.add(new Counted(time, bucket, Double.longBitsToDouble(bits), bits));
    } else if (bucket - newest >= kept && spec.aggregate().hasBaseline()) {
      return Double.NaN;
    }
    return spec.aggregate() == Aggregate.TIME_SINCE_LAST ? sinceLast : now(bucket);
  }

  private double sinceLast(long time, long bucket) {
    return window(bucket).stream()
        .filter(e -> e.time() <= time)
        .mapToLong(Counted::time)
        .max()
        .stream()
        .mapToDouble(last -> (time - last) / 1_000.0)
        .findFirst()
        .orElse(Double.NaN);
  }

  private List<Counted> window(long bucket) {
    return all.stream()
        .filter(e -> e.bucket() <= bucket && e.bucket() > bucket - spec.buckets())
        .toList();
  }

  private double now(long bucket) {
    List<Counted> window = window(bucket);
    return switch (spec.aggregate()) {
      case COUNT -> window.size();
      case RATE -> window.size() / (spec.bucketMillis() * spec.buckets() / 1_000.0);
      case SUM -> window.stream().mapToDouble(Counted::number).sum();
      case MEAN -> window.stream().mapToDouble(Counted::number).average().orElse(Double.NaN);
      case MIN -> window.stream().mapToDouble(Counted::number).min().orElse(Double.NaN);
      case MAX -> window.stream().mapToDouble(Counted::number).max().orElse(Double.NaN);
      case DISTINCT -> window.stream().mapToLong(Counted::bits).distinct().count();
      default -> baseline(bucket);
    };
  }

  private double baseline(long bucket) {
    long passed = all.isEmpty() ? 0 : Math.min(spec.buckets() - 1L, bucket - since);
    if (passed < spec.warmUp()) {
      return Double.NaN;
    }
    List<double[]> weighted = new ArrayList<>();
    for (long b = bucket - passed; b < bucket; b++) {
      double value = bucketValue(b);
      if (!Double.isNaN(value)) {
        weighted.add(new double[] {Math.pow(spec.decay(), bucket - 1 - b), value});
      }
    }
    double weights = weighted.stream().mapToDouble(w -> w[0]).sum();
    double mean = weighted.stream().mapToDouble(w -> w[0] * w[1]).sum() / weights;
    if (spec.aggregate() == Aggregate.EWMA) {
      return mean;
    }
    double variance =
        weighted.stream().mapToDouble(w -> w[0] * Math.pow(w[1] - mean, 2)).sum() / weights;
    double off = bucketValue(bucket) - mean;
    if (Double.isNaN(off) || Math.abs(off) <= 1e-9 * Math.abs(mean)) {
      return Double.isNaN(off) ? off : 0;
    }
    double deviation = Math.sqrt(variance);
    if (deviation <= 1e-9 * Math.abs(mean)) {
      return Math.copySign(1_000, off);
    }
    return Math.max(-1_000, Math.min(1_000, off / deviation));
  }

  private double bucketValue(long bucket) {
    List<Counted> in =
        all.stream()
            .filter(e -> e.bucket() == bucket)
            .sorted(Comparator.comparingLong(Counted::time))
            .toList();
    return spec.valued()
        ? in.stream().mapToDouble(Counted::number).average().orElse(Double.NaN)
        : in.size();
  }
}
