package io.breakwater.app.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A job on a Flink cluster.
 *
 * @param id Flink's, 32 hex digits; another one after every start
 * @param name e.g. {@code scoring}
 * @param state Flink's word, e.g. {@code RUNNING}
 * @param startedAt when this run began
 * @param lasted how long it has run, or ran
 */
public record ClusterJob(String id, String name, String state, Instant startedAt, Duration lasted) {
  private static final Set<String> OVER = Set.of("FINISHED", "CANCELED", "FAILED");

  /** Whether it processes records now. */
  public boolean isRunning() {
    return state.equals("RUNNING");
  }

  /** Whether it will never do so again. */
  public boolean isOver() {
    return OVER.contains(state);
  }
}
