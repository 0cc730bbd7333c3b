package io.breakwater.app.cli;

import io.breakwater.app.cluster.ClusterJob;
import io.breakwater.app.cluster.FlinkCluster;
import io.breakwater.domain.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jobs}: the jobs on a Flink cluster. */
@Command(
    name = "jobs",
    description = "List, start, stop and save the jobs on a Flink cluster.",
    subcommands = {
      JobsCommand.ListJobs.class,
      JobsStartCommand.class,
      JobsCommand.Stop.class,
      JobsCommand.Savepoint.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class JobsCommand {

  /** {@code jobs list}: what runs there. */
  @Command(name = "list", description = "Print the cluster's jobs and how they are.")
  public static final class ListJobs implements Callable<Integer> {
    private static final List<String> HEADINGS = List.of("job", "state", "since", "seconds", "id");

    @Mixin ClusterOption cluster;

    @Option(names = "--json", description = "Print a JSON array.")
    boolean json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      List<ClusterJob> jobs = cluster.cluster().jobs();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(Json.mapper().valueToTree(jobs).toPrettyString());
      } else {
        Table.print(HEADINGS, jobs.stream().map(ListJobs::row).toList(), out);
      }
      out.flush();
      return 0;
    }

    private static List<String> row(ClusterJob job) {
      return List.of(
          job.name(),
          job.state(),
          job.startedAt().toString(),
          Long.toString(job.lasted().toSeconds()),
          job.id());
    }
  }

  /** {@code jobs stop}: end a job so that it can go on. */
  @Command(name = "stop", description = "Stop a job with a savepoint; print where to go on from.")
  public static final class Stop extends Saving {
    @Override
    String save(FlinkCluster cluster, String jobId, Optional<String> directory) {
      return cluster.stop(jobId, directory);
    }
  }

  /** {@code jobs savepoint}: save a job that runs on. */
  @Command(
      name = "savepoint",
      description = "Take a savepoint of a job that runs on; print where it is.")
  public static final class Savepoint extends Saving {
    @Override
    String save(FlinkCluster cluster, String jobId, Optional<String> directory) {
      return cluster.savepoint(jobId, directory);
    }
  }

  /** What stopping and saving have in common. */
  abstract static class Saving implements Callable<Integer> {
    @Mixin ClusterOption cluster;

    @Option(names = "--job", paramLabel = "NAME", required = true, description = "Which job.")
    String job;

    @Option(
        names = "--savepoints",
        paramLabel = "URI",
        description = "Directory for the savepoint (default: the cluster's own).")
    String directory;

    @Option(names = "--json", description = "Print {\"job\": NAME, \"savepoint\": URI}.")
    boolean json;

    @Spec CommandSpec spec;

    abstract String save(FlinkCluster cluster, String jobId, Optional<String> directory);

    @Override
    public Integer call() {
      ClusterJob current = cluster.current(job);
      String savepoint = save(cluster.cluster(), current.id(), Optional.ofNullable(directory));
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          json
              ? Json.mapper()
                  .valueToTree(Map.of("job", job, "savepoint", savepoint))
                  .toPrettyString()
              : savepoint);
      out.flush();
      return 0;
    }
  }
}
