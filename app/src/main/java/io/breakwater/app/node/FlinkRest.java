package io.breakwater.app.node;

import io.breakwater.app.cluster.ClusterException;
import io.breakwater.app.cluster.ClusterJob;
import io.breakwater.app.cluster.FlinkCluster;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.job.Job;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a Flink cluster whether the standing jobs run. */
final class FlinkRest {
  private final URI rest;
  private final FlinkCluster cluster;

  FlinkRest(URI rest) {
    this.rest = rest;
    this.cluster = new FlinkCluster(rest);
  }

  /** Why not every job runs, as a sentence; empty when they do. */
  Optional<String> notReady() {
    Set<String> running;
    try {
      running =
          cluster.jobs().stream()
              .filter(ClusterJob::isRunning)
              .map(ClusterJob::name)
              .collect(Collectors.toSet());
    } catch (ClusterException e) {
      return Optional.of(e.getMessage());
    }
    List<String> missing =
        Jobs.STANDING.stream().map(Job::name).filter(job -> !running.contains(job)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no job %s is RUNNING on the Flink cluster at %s"
                .formatted(String.join(", ", missing), rest));
  }
}
