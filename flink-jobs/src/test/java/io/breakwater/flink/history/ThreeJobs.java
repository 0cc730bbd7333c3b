package io.breakwater.flink.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.json.Json;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.correlation.CorrelationJob;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.embedded.RetainedState;
import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.kafka.TestKafka;
import io.breakwater.flink.scoring.ScoringJob;
import io.breakwater.flink.slareport.SlaReportJob;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/** The scoring, the correlation and the SLA report job side by side, between the same topics. */
final class ThreeJobs implements AutoCloseable {

  /**
   * Of the correlation and the SLA report job: how far their topics may be out of order. That is
   * more than the scoring job's, since it writes as event time advances, and here that advances by
   * as much as is sent at once.
   */
  private static final Duration OUT_OF_ORDERNESS = Duration.ofMinutes(5);

  private static final Map<String, Duration> BOUNDS =
      Map.of(
          ScoringJob.NAME, History.OUT_OF_ORDERNESS,
          CorrelationJob.NAME, OUT_OF_ORDERNESS,
          SlaReportJob.NAME, OUT_OF_ORDERNESS);

  /** A source that waits for the test has not fallen quiet. */
  private static final String NEVER = "PT1H";

  private static final Duration NO_OTHER_CHECKPOINT = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final EmbeddedFlink flink;
  private final Path directory;
  private final TestKafka kafka;
  private final int parallelism;
  private final List<JobClient> running = new ArrayList<>();

  /** A cluster with room for all three at this parallelism. */
  static EmbeddedFlink cluster(Path directory, int parallelism) {
    return EmbeddedFlink.start(
        new EmbeddedFlink.Settings(
            directory,
            0,
            OptionalInt.empty(),
            parallelism * BOUNDS.size(),
            parallelism,
            NO_OTHER_CHECKPOINT));
  }

  /**
   * The jobs of one run.
   *
   * @param directory of the cluster
   */
  ThreeJobs(EmbeddedFlink flink, Path directory, TestKafka kafka, int parallelism) {
    this.flink = flink;
    this.directory = directory;
    this.kafka = kafka;
    this.parallelism = parallelism;
  }

  /** True if the later jobs take so much for on time. */
  static boolean isInOrder(Duration disorder) {
    return disorder.compareTo(OUT_OF_ORDERNESS) < 0;
  }

  /** Each from the checkpoint that it left. */
  void start() {
    running.addAll(BOUNDS.keySet().parallelStream().map(this::start).toList());
  }

  private JobClient start(String job) {
    JobArguments arguments =
        JobArguments.of(Map.of("out-of-orderness", BOUNDS.get(job).toString(), "idleness", NEVER));
    return flink.submit(
        name(job),
        env -> {
          env.setParallelism(parallelism);
          Jobs.named(job).define(env, kafka.connection(), arguments);
        });
  }

  private String name(String job) {
    return kafka.topics().prefix() + job;
  }

  /** Of each. There is no other: what they do from here on, they do again after a crash. */
  void checkpoint() throws Exception {
    for (JobClient job : running) {
      String checkpoints =
          "http://localhost:%d/jobs/%s/checkpoints".formatted(flink.webPort(), job.getJobID());
      String request =
          answer(
              HttpRequest.newBuilder(URI.create(checkpoints))
                  .POST(BodyPublishers.ofString("{\"checkpointType\":\"FULL\"}")),
              "/request-id");
      HttpRequest.Builder done =
          HttpRequest.newBuilder(URI.create(checkpoints + "/" + request)).GET();
      await("a checkpoint")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> answer(done, "/status/id").equals("COMPLETED"));
    }
    assertThat(BOUNDS.keySet())
        .allMatch(job -> RetainedState.newest(directory.resolve(name(job))).isPresent());
  }

  private static String answer(HttpRequest.Builder request, String field) throws Exception {
    String answer = HTTP.send(request.build(), BodyHandlers.ofString()).body();
    return Json.mapper().readTree(answer).at(field).asText();
  }

  /** Ends them without a savepoint: what they did since their checkpoint is forgotten. */
  void crash() throws Exception {
    for (JobClient job : running) {
      job.cancel().get();
    }
    awaitEnd();
  }

  /** Ends them when they have written what they have to say. */
  void stop() throws Exception {
    String target = directory.resolve("stopped").toUri().toString();
    for (JobClient job : running) {
      job.stopWithSavepoint(false, target, SavepointFormatType.CANONICAL).get();
    }
    awaitEnd();
  }

  private void awaitEnd() throws Exception {
    for (JobClient job : running) {
      await("the end of job " + job.getJobID())
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> job.getJobStatus().get().isGloballyTerminalState());
    }
    running.clear();
  }

  /** Ends those that still run. */
  @Override
  public void close() throws Exception {
    crash();
  }
}
