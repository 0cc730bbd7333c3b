package io.breakwater.flink.embedded;

import io.breakwater.flink.job.Job;
import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.job.JobEnvironment;
import io.breakwater.flink.job.StateSettings;
import io.breakwater.flink.kafka.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster in this JVM, with its web page, on the loopback interface. A job that starts
 * again goes on from the savepoint that {@link #close} took, or after {@code kill -9} from the
 * newest complete checkpoint of its earlier run.
 */
public final class EmbeddedFlink implements AutoCloseable {

  private static final String HOST = "localhost";
  private static final String PROMETHEUS =
      "org.apache.flink.metrics.prometheus.LoopbackPrometheusReporterFactory";
  private static final Duration STOP_CLUSTER = Duration.ofSeconds(30);

  private final MiniCluster cluster;
  private final Settings settings;
  private final List<RunningJob> jobs = new ArrayList<>();

  /**
   * What the cluster needs.
   *
   * @param directory for checkpoints and savepoints, a folder for each job
   * @param webPort of the web page; 0 takes a free one
   * @param metricsPort where the Prometheus reporter serves, if it shall
   * @param slots how many subtasks run side by side, of all jobs
   * @param parallelism of a job that has no other
   * @param state of every job
   */
  public record Settings(
      Path directory,
      int webPort,
      OptionalInt metricsPort,
      int slots,
      int parallelism,
      Duration checkpointInterval,
      StateSettings state) {

    /** With state on the heap. */
    public Settings(
        Path directory,
        int webPort,
        OptionalInt metricsPort,
        int slots,
        int parallelism,
        Duration checkpointInterval) {
      this(
          directory,
          webPort,
          metricsPort,
          slots,
          parallelism,
          checkpointInterval,
          StateSettings.DEFAULT);
    }

    /** Two slots, a checkpoint every ten seconds. */
    public static Settings in(Path directory) {
      return new Settings(directory, 0, OptionalInt.empty(), 2, 2, Duration.ofSeconds(10));
    }
  }

  private EmbeddedFlink(MiniCluster cluster, Settings settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  /**
   * Starts the cluster and returns when it takes jobs.
   *
   * @throws IllegalStateException with one sentence, when it does not start, e.g. since a port is
   *     taken
   */
  public static EmbeddedFlink start(Settings settings) {
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(settings))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(settings.slots())
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IllegalStateException("Flink did not start: " + root(e).getMessage(), e);
    }
    return new EmbeddedFlink(cluster, settings);
  }

  private static Configuration configuration(Settings settings) {
    Configuration c = new Configuration();
    c.set(RestOptions.ADDRESS, HOST);
    c.set(RestOptions.BIND_ADDRESS, HOST);
    c.set(RestOptions.PORT, settings.webPort());
    c.set(RestOptions.BIND_PORT, Integer.toString(settings.webPort()));
    // Else its blob server would listen on every interface.
    c.set(JobManagerOptions.BIND_HOST, HOST);
    // The defaults are for clusters of machines.
    MemorySize network = MemorySize.ofMebiBytes(12L * settings.slots());
    c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
    c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
    c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, managedMemory(settings));
    settings
        .metricsPort()
        .ifPresent(
            port -> {
              c.set(MetricOptions.REPORTERS_LIST, "prometheus");
              c.setString("metrics.reporter.prometheus.factory.class", PROMETHEUS);
              c.setString("metrics.reporter.prometheus.port", Integer.toString(port));
            });
    return c;
  }

  /** Only RocksDB uses it. */
  private static MemorySize managedMemory(Settings settings) {
    return switch (settings.state().backend()) {
      case HEAP -> MemorySize.ofMebiBytes(1);
      case ROCKSDB -> MemorySize.ofMebiBytes(32L * settings.slots());
    };
  }

  /** The port of the web page. */
  public int webPort() {
    return cluster.getRestAddress().join().getPort();
  }

  /** Starts a job of the list with its default settings; see {@link #submit(String, Consumer)}. */
  public JobClient submit(Job job, int parallelism, KafkaConnection kafka) {
    return submit(job.name(), parallelism, env -> job.define(env, kafka, JobArguments.none()));
  }

  /**
   * Starts a job, from the newest savepoint or complete checkpoint of its earlier runs if there is
   * one.
   *
   * @param graph adds the job to the environment it gets
   */
  public JobClient submit(String name, Consumer<StreamExecutionEnvironment> graph) {
    return submit(name, settings.parallelism(), graph);
  }

  private JobClient submit(
      String name, int parallelism, Consumer<StreamExecutionEnvironment> graph) {
    Path directory = settings.directory().resolve(name);
    Optional<String> restoreFrom =
        RetainedState.newest(directory).map(path -> path.toUri().toString());
    JobEnvironment environment =
        new JobEnvironment(
            parallelism,
            Optional.of(directory.toUri().toString()),
            settings.checkpointInterval(),
            Duration.ofMillis(10),
            settings.state());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            environment.configuration(name, restoreFrom));
    graph.accept(env);
    JobGraph job = env.getStreamGraph().getJobGraph();
    cluster.submitJob(job).join();
    JobClient client =
        new MiniClusterJobClient(
            job.getJobID(),
            cluster,
            Thread.currentThread().getContextClassLoader(),
            JobFinalizationBehavior.NOTHING);
    synchronized (jobs) {
      jobs.add(new RunningJob(name, client, RetainedState.savepoints(directory)));
    }
    return client;
  }

  /**
   * Stops every job with a savepoint, a job that takes too long or is failing without one, and then
   * the cluster. Checkpoints and savepoints stay.
   *
   * @throws IllegalStateException when the cluster does not stop
   */
  @Override
  public void close() {
    try {
      synchronized (jobs) {
        RunningJob.stopAll(jobs);
      }
    } finally {
      stopCluster();
    }
  }

  private void stopCluster() {
    try {
      cluster.closeAsync().get(STOP_CLUSTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Flink did not stop: " + e.getMessage(), e);
    }
  }

  private static Throwable root(Throwable e) {
    Throwable at = e;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }
}
