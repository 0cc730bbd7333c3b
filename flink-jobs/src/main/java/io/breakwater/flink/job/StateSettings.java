package io.breakwater.flink.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where a job keeps its state and how it is checkpointed.
 *
 * @param incremental whether a checkpoint holds only what changed since the one before; only
 *     RocksDB can do that
 * @param unaligned whether barriers overtake records under backpressure, which then are in the
 *     checkpoint. Such a checkpoint fits the release that made it: upgrade by a savepoint
 */
public record StateSettings(Backend backend, boolean incremental, boolean unaligned) {

  /** The one that is fastest while the state fits in memory. */
  public static final StateSettings DEFAULT = new StateSettings(Backend.HEAP, true, false);

  /** What holds the state while the job runs; a savepoint of one can be restored in the other. */
  public enum Backend {
    /** Objects in memory. */
    HEAP("hashmap"),
    /** RocksDB on the machine's disk: as much state as that holds, at a lower rate. */
    ROCKSDB("rocksdb");

    private final String flinkName;

    Backend(String flinkName) {
      this.flinkName = flinkName;
    }

    String flinkName() {
      return flinkName;
    }

    static Backend parse(String value) {
      return Arrays.stream(values())
          .filter(backend -> backend.lowerCase().equals(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "state is \"%s\": give one of %s"
                          .formatted(
                              value,
                              Arrays.stream(values())
                                  .map(Backend::lowerCase)
                                  .collect(Collectors.joining(", ")))));
    }

    private String lowerCase() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
