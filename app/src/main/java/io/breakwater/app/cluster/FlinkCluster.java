package io.breakwater.app.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.domain.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A Flink cluster, by its REST API
 * (https://nightlies.apache.org/flink/flink-docs-release-2.3/docs/ops/rest_api/). Every method
 * throws {@link ClusterException} when the cluster does not answer or refuses.
 */
public final class FlinkCluster {
  private static final Duration SAVEPOINT_PATIENCE = Duration.ofMinutes(10);
  private static final long POLL_MILLIS = 200;

  /** Restored whatever the state backend and the release are. */
  private static final String FORMAT = "CANONICAL";

  private final FlinkHttp http;

  /**
   * A cluster.
   *
   * @param rest where it answers, e.g. {@code http://127.0.0.1:8081}
   */
  public FlinkCluster(URI rest) {
    http = new FlinkHttp(rest);
  }

  /** Every job it remembers, also those that are over. */
  public List<ClusterJob> jobs() {
    return StreamSupport.stream(http.get("/jobs/overview").path("jobs").spliterator(), false)
        .map(FlinkCluster::job)
        .toList();
  }

  /**
   * Starts a job: sends the jar, runs its main there, and takes the jar away again.
   *
   * @param programArguments what the main gets
   * @param fromSavepoint where the job goes on from; all of it must fit the job
   * @return the job's id
   */
  public String start(Path jar, List<String> programArguments, Optional<String> fromSavepoint) {
    String stored = http.upload("/jars/upload", jar).path("filename").asText();
    String jarPath = "/jars/" + stored.substring(stored.lastIndexOf('/') + 1);
    try {
      ObjectNode run = Json.mapper().createObjectNode();
      programArguments.forEach(run.putArray("programArgsList")::add);
      fromSavepoint.ifPresent(
          path -> run.put("savepointPath", path).put("allowNonRestoredState", false));
      return http.post(jarPath + "/run", run).path("jobid").asText();
    } finally {
      http.delete(jarPath);
    }
  }

  /**
   * Stops a job with a savepoint and returns when it is over.
   *
   * @param directory for the savepoint, as URI; the cluster's own when absent
   * @return the savepoint
   */
  public String stop(String jobId, Optional<String> directory) {
    ObjectNode stop = Json.mapper().createObjectNode().put("drain", false);
    directory.ifPresent(uri -> stop.put("targetDirectory", uri));
    return savepoint(jobId, http.post("/jobs/" + jobId + "/stop", stop.put("formatType", FORMAT)));
  }

  /** Takes a savepoint of a job that runs on; see {@link #stop}. */
  public String savepoint(String jobId, Optional<String> directory) {
    ObjectNode take = Json.mapper().createObjectNode().put("cancel-job", false);
    directory.ifPresent(uri -> take.put("target-directory", uri));
    return savepoint(
        jobId, http.post("/jobs/" + jobId + "/savepoints", take.put("formatType", FORMAT)));
  }

  private String savepoint(String jobId, JsonNode triggered) {
    String path = "/jobs/" + jobId + "/savepoints/" + triggered.path("request-id").asText();
    for (long waited = 0; waited < SAVEPOINT_PATIENCE.toMillis(); waited += POLL_MILLIS) {
      JsonNode progress = http.get(path);
      if (progress.at("/status/id").asText().equals("COMPLETED")) {
        JsonNode operation = progress.path("operation");
        if (operation.hasNonNull("location")) {
          return operation.path("location").asText();
        }
        throw new ClusterException(
            "the savepoint failed: "
                + FlinkHttp.cause(operation.at("/failure-cause/stack-trace").asText()));
      }
      pause();
    }
    throw new ClusterException(
        "the savepoint took more than " + SAVEPOINT_PATIENCE.toMinutes() + " min");
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while waiting for a savepoint", e);
    }
  }

  private static ClusterJob job(JsonNode job) {
    return new ClusterJob(
        job.path("jid").asText(),
        job.path("name").asText(),
        job.path("state").asText(),
        Instant.ofEpochMilli(job.path("start-time").asLong()),
        Duration.ofMillis(job.path("duration").asLong()));
  }
}
