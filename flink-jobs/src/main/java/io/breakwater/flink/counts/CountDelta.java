package io.breakwater.flink.counts;

/** So many more of something; a flat POJO for Flink. */
public final class CountDelta {

  /** What was counted. */
  public String name;

  /** How many since the last delta of that name. */
  public long count;

  /** For Flink. */
  public CountDelta() {}

  public CountDelta(String name, long count) {
    this.name = name;
    this.count = count;
  }
}
