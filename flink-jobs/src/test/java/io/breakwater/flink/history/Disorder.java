package io.breakwater.flink.history;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How far behind the latest event of its partition an event stands, at most. */
final class Disorder {
  private final Map<Integer, Instant> latest = new HashMap<>();
  private Duration most = Duration.ZERO;

  void saw(int partition, Instant at) {
    Instant before = latest.merge(partition, at, (a, b) -> a.isAfter(b) ? a : b);
    Duration behind = Duration.between(at, before);
    most = behind.compareTo(most) > 0 ? behind : most;
  }

  Duration most() {
    return most;
  }
}
