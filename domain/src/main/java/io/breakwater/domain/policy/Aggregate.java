package io.breakwater.domain.policy;

/** What a feature makes of the events in its window. */
public enum Aggregate {
  /** How many events. */
  COUNT(Value.NONE),
  /** The sum of the values. */
  SUM(Value.NUMBER),
  /** The least value. */
  MIN(Value.NUMBER),
  /** The greatest value. */
  MAX(Value.NUMBER),
  /** The arithmetic mean of the values. */
  MEAN(Value.NUMBER),
  /** How many different texts. */
  DISTINCT(Value.TEXT),
  /** Events per second of the window. */
  RATE(Value.NONE),
  /** Seconds since the event before; absent if there was none in the window: something new. */
  TIME_SINCE_LAST(Value.NONE),
  /** The mean of the earlier buckets, the more recent counting for more. */
  EWMA(Value.MAYBE_NUMBER),
  /** How many deviations this bucket is from the mean of the earlier ones. */
  Z_SCORE(Value.MAYBE_NUMBER);

  /** Which {@code value} an aggregate works on. */
  public enum Value {
    NONE,
    NUMBER,
    MAYBE_NUMBER,
    TEXT
  }

  private final Value value;

  Aggregate(Value value) {
    this.value = value;
  }

  /** Which {@code value} it works on. */
  public Value value() {
    return value;
  }

  /** True for those that compare a bucket with the earlier ones. */
  public boolean hasBaseline() {
    return this == EWMA || this == Z_SCORE;
  }
}
