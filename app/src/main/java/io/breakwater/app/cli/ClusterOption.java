package io.breakwater.app.cli;

import io.breakwater.app.cluster.ClusterJob;
import io.breakwater.app.cluster.FlinkCluster;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --cluster URL} of the commands that ask a Flink cluster. */
final class ClusterOption {
  @Option(
      names = "--cluster",
      paramLabel = "URL",
      defaultValue = "${env:BREAKWATER_FLINK_REST_URL:-http://127.0.0.1:8081}",
      description = "Where the Flink cluster answers (default: ${DEFAULT-VALUE}).")
  URI rest;

  FlinkCluster cluster() {
    if (rest.getHost() == null || rest.getScheme() == null) {
      throw CommandFailure.usage(
          "--cluster " + rest + " is no URL: write it as http://127.0.0.1:8081");
    }
    return new FlinkCluster(rest);
  }

  /** The run of that job that is not over. */
  ClusterJob current(String name) {
    List<ClusterJob> runs = current(cluster(), name);
    if (runs.isEmpty()) {
      throw CommandFailure.problem("no job " + name + " runs on the Flink cluster at " + rest);
    }
    return runs.get(0);
  }

  static List<ClusterJob> current(FlinkCluster cluster, String name) {
    return cluster.jobs().stream().filter(job -> job.name().equals(name) && !job.isOver()).toList();
  }
}
