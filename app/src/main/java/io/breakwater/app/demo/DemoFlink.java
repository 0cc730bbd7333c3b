package io.breakwater.app.demo;

import io.breakwater.app.node.KafkaSettings;
import io.breakwater.embedded.LoopbackPorts;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.job.Job;
import io.breakwater.flink.kafka.KafkaConnection;
import io.breakwater.flink.scoring.ScoringJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;

/** The Flink cluster of a single process with every standing job on it. */
final class DemoFlink implements AutoCloseable {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int SCORING_PARALLELISM = 2;

  private final EmbeddedFlink cluster;
  private final Map<String, JobClient> jobs;
  private final URI metrics;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private DemoFlink(EmbeddedFlink cluster, Map<String, JobClient> jobs, URI metrics) {
    this.cluster = cluster;
    this.jobs = jobs;
    this.metrics = metrics;
  }

  /** Starts the cluster; the jobs go on from where an earlier run on the directory was. */
  static DemoFlink start(Path dir, int webPort, KafkaSettings kafka) {
    int metricsPort = LoopbackPorts.free();
    EmbeddedFlink cluster =
        EmbeddedFlink.start(
            new EmbeddedFlink.Settings(
                dir,
                webPort,
                OptionalInt.of(metricsPort),
                Jobs.STANDING.stream().mapToInt(DemoFlink::parallelism).sum(),
                SCORING_PARALLELISM,
                CHECKPOINT_INTERVAL));
    KafkaConnection connection = KafkaConnection.plain(kafka.bootstrapServers(), kafka.topics());
    Map<String, JobClient> jobs = new LinkedHashMap<>();
    for (Job job : Jobs.STANDING) {
      jobs.put(job.name(), cluster.submit(job, parallelism(job), connection));
    }
    return new DemoFlink(cluster, jobs, local(metricsPort, "/metrics"));
  }

  /** Every event passes the scoring job; the others see less, and the machine may be small. */
  private static int parallelism(Job job) {
    return job.name().equals(ScoringJob.NAME) ? SCORING_PARALLELISM : 1;
  }

  /** Flink's web page. */
  URI web() {
    return local(cluster.webPort(), "");
  }

  /** Why not every job runs, as a sentence; empty when they do. */
  Optional<String> notRunning() {
    return jobs.entrySet().stream()
        .flatMap(job -> notRunning(job.getKey(), job.getValue()).stream())
        .findFirst();
  }

  private static Optional<String> notRunning(String name, JobClient job) {
    try {
      JobStatus status = job.getJobStatus().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return status == JobStatus.RUNNING
          ? Optional.empty()
          : Optional.of("the Flink job " + name + " is " + status);
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of("Flink does not answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while asking Flink");
    }
  }

  /** Flink's own metrics in Prometheus' text format; empty when they cannot be had now. */
  String metrics() {
    try {
      return http.send(
              HttpRequest.newBuilder(metrics).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public void close() {
    cluster.close();
  }

  private static URI local(int port, String path) {
    return URI.create("http://" + LoopbackPorts.HOST + ":" + port + path);
  }
}
