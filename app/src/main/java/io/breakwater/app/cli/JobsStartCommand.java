package io.breakwater.app.cli;

import io.breakwater.app.cluster.FlinkCluster;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.job.Job;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobs start}: send the job jar to a cluster and run jobs there. */
@Command(
    name = "start",
    description = {
      "Start jobs on a Flink cluster by its REST API.",
      "Without --job, start every job that does not run yet."
    })
public final class JobsStartCommand implements Callable<Integer> {
  @Mixin ClusterOption cluster;

  @Option(names = "--job", paramLabel = "NAME", description = "Start only this job.")
  String job;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      required = true,
      defaultValue = "${env:BREAKWATER_KAFKA_BOOTSTRAP}",
      description = "Kafka, as the cluster's machines reach it.")
  String bootstrap;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "What the topics' names begin with.")
  String topicPrefix;

  @Option(
      names = "--checkpoints",
      paramLabel = "URI",
      description = "Directory for checkpoints (default: the cluster's own).")
  String checkpoints;

  @Option(names = "--state", paramLabel = "heap|rocksdb", description = "Where state is kept.")
  String state;

  @Option(names = "--parallelism", paramLabel = "N", description = "Of the operators.")
  String parallelism;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the job itself, e.g. dedupe-ttl=PT1H.")
  List<String> settings = new ArrayList<>();

  @Option(
      names = "--from-savepoint",
      paramLabel = "URI",
      description = "Go on from this savepoint or checkpoint; needs --job.")
  String fromSavepoint;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The job jar (default: the one of this installation).")
  Path jar;

  @Parameters(
      paramLabel = "OPTION",
      description = "Further options of the job, after --, e.g. -- --unaligned true.")
  List<String> further = new ArrayList<>();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (fromSavepoint != null && job == null) {
      throw CommandFailure.usage("a savepoint is of one job: name it with --job");
    }
    FlinkCluster flink = cluster.cluster();
    Path jobJar = JobJar.find(Optional.ofNullable(jar));
    PrintWriter out = spec.commandLine().getOut();
    for (Job each : job == null ? Jobs.STANDING : List.of(Jobs.named(job))) {
      if (ClusterOption.current(flink, each.name()).isEmpty()) {
        String id = flink.start(jobJar, arguments(each.name()), Optional.ofNullable(fromSavepoint));
        out.println(each.name() + " started as " + id);
      } else if (job != null) {
        throw CommandFailure.problem(
            "job %s runs already: stop it first (jobs stop --job %s)".formatted(job, job));
      } else {
        out.println(each.name() + " runs already");
      }
      out.flush();
    }
    return 0;
  }

  /** What {@code JobOptions} reads there. */
  private List<String> arguments(String name) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("--job", name);
    given.put("--bootstrap", bootstrap);
    given.put("--topic-prefix", topicPrefix);
    given.put("--checkpoints", checkpoints);
    given.put("--state", state);
    given.put("--parallelism", parallelism);
    List<String> arguments = new ArrayList<>();
    given.forEach(
        (option, value) -> {
          if (value != null) {
            arguments.addAll(List.of(option, value));
          }
        });
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    arguments.addAll(further);
    return arguments;
  }
}
