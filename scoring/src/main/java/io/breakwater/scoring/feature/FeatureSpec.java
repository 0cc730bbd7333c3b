package io.breakwater.scoring.feature;

import io.breakwater.domain.policy.Aggregate;
import io.breakwater.domain.policy.Feature;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The part of a feature's definition that its arithmetic needs. It is small and travels with what
 * it is applied to, so that windows need to know no policy.
 *
 * @param id {@link Feature#id()}
 * @param valued whether it aggregates values, not just events
 * @param buckets how many buckets of {@code bucketMillis} the window has
 * @param decay what a bucket counts for in a baseline, relative to the one after it: {@code
 *     2^(-bucket / half-life)}
 * @param warmUp how many buckets must have passed before a baseline says anything
 */
public record FeatureSpec(
    long id,
    Aggregate aggregate,
    boolean valued,
    long bucketMillis,
    int buckets,
    double decay,
    int warmUp) {

  private static final Aggregate[] AGGREGATES = Aggregate.values();

  /** The arithmetic of a feature. */
  public static FeatureSpec of(Feature feature) {
    double decay =
        feature.halfLife() == null
            ? 1
            : Math.pow(2, -(double) feature.bucketMillis() / feature.halfLife().toMillis());
    return new FeatureSpec(
        feature.id(),
        feature.aggregate(),
        feature.number() != null || feature.text() != null,
        feature.bucketMillis(),
        feature.buckets(),
        decay,
        feature.warmUp());
  }

  /** The number of the bucket that holds an instant in epoch milliseconds. */
  long bucketOf(long time) {
    return Math.floorDiv(time, bucketMillis);
  }

  /** How many buckets are kept: the window's and half as many, for events that are late. */
  int kept() {
    return buckets + (buckets + 1) / 2;
  }

  /** Writes it, to be read by this release or a later one. */
  @SuppressWarnings("EnumOrdinal") // a test keeps the ordinals
  public void write(DataOutput out) throws IOException {
    out.writeLong(id);
    out.writeByte(aggregate.ordinal());
    out.writeBoolean(valued);
    out.writeLong(bucketMillis);
    out.writeShort(buckets);
    out.writeDouble(decay);
    out.writeShort(warmUp);
  }

  /** Reads what {@link #write} wrote. */
  public static FeatureSpec read(DataInput in) throws IOException {
    return new FeatureSpec(
        in.readLong(),
        AGGREGATES[in.readByte()],
        in.readBoolean(),
        in.readLong(),
        in.readShort(),
        in.readDouble(),
        in.readShort());
  }
}
