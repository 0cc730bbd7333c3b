package io.breakwater.app.demo;

import io.breakwater.app.node.KafkaSettings;
import io.breakwater.embedded.LoopbackPorts;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.KafkaConnection;
import io.breakwater.flink.scoring.ScoringJob;
import io.breakwater.flink.scoring.ScoringOnKafka;
import io.breakwater.flink.scoring.ScoringSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;

/** The Flink cluster of a single process with the scoring job on it. */
final class DemoFlink implements AutoCloseable {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int PARALLELISM = 2;

  private final EmbeddedFlink cluster;
  private final JobClient job;
  private final URI metrics;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private DemoFlink(EmbeddedFlink cluster, JobClient job, URI metrics) {
    this.cluster = cluster;
    this.job = job;
    this.metrics = metrics;
  }

  /** Starts the cluster; the job goes on from where an earlier run on the directory was. */
  static DemoFlink start(Path dir, int webPort, KafkaSettings kafka) {
    int metricsPort = LoopbackPorts.free();
    EmbeddedFlink cluster =
        EmbeddedFlink.start(
            new EmbeddedFlink.Settings(
                dir,
                webPort,
                OptionalInt.of(metricsPort),
                PARALLELISM,
                PARALLELISM,
                CHECKPOINT_INTERVAL));
    JobClient job =
        cluster.submit(
            ScoringJob.NAME,
            env ->
                ScoringOnKafka.define(
                    env,
                    KafkaConnection.plain(kafka.bootstrapServers(), kafka.topics()),
                    ScoringSettings.DEFAULT));
    return new DemoFlink(cluster, job, local(metricsPort, "/metrics"));
  }

  /** Flink's web page. */
  URI web() {
    return local(cluster.webPort(), "");
  }

  /** Why the job does not run, as a sentence; empty when it does. */
  Optional<String> notRunning() {
    try {
      JobStatus status = job.getJobStatus().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return status == JobStatus.RUNNING
          ? Optional.empty()
          : Optional.of("the Flink job is " + status);
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
