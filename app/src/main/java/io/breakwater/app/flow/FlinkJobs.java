package io.breakwater.app.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.flow.FlinkApi.FlinkAway;
import io.breakwater.app.flow.Flow.Checkpoint;
import io.breakwater.app.flow.Flow.JobFlow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The Flink jobs of a cluster, read from its REST API. */
final class FlinkJobs {
  static final String ABSENT = "ABSENT";
  private static final String RESTARTS = "numRestarts";

  private final FlinkApi flink;
  private final List<String> expected;

  /**
   * @param expected jobs that are named also if the cluster does not know them
   */
  FlinkJobs(FlinkApi flink, List<String> expected) {
    this.flink = flink;
    this.expected = expected;
  }

  /**
   * Each job by name; of several runs of one, the latest.
   *
   * @throws IOException with one sentence, when Flink does not answer
   */
  List<JobFlow> read(Instant now) throws IOException {
    Map<String, JsonNode> latest = new TreeMap<>();
    for (JsonNode job : flink.get("/jobs/overview").path("jobs")) {
      latest.merge(job.path("name").asText(), job, (a, b) -> startedAt(a) > startedAt(b) ? a : b);
    }
    TreeSet<String> names = new TreeSet<>(expected);
    names.addAll(latest.keySet());
    List<JobFlow> flows = new ArrayList<>();
    for (String name : names) {
      JsonNode job = latest.get(name);
      flows.add(job == null ? absent(name) : flow(name, job, now));
    }
    return flows;
  }

  private static long startedAt(JsonNode job) {
    return job.path("start-time").asLong();
  }

  private static JobFlow absent(String name) {
    return new JobFlow(
        name, null, ABSENT, null, null, null, null, null, null, null, null, null, null, Map.of());
  }

  private JobFlow flow(String name, JsonNode job, Instant now) throws IOException {
    String id = job.path("jid").asText();
    Map<String, String> problems = new LinkedHashMap<>();
    Long restarts = part(problems, "restarts", () -> restarts(id));
    Checkpoint checkpoint = part(problems, "checkpoint", () -> checkpoint(id, now));
    Throughput through = part(problems, "throughput", () -> Throughput.read(flink, id));
    Instant watermark =
        through == null
            ? null
            : part(problems, "watermark", () -> Watermarks.lowest(flink, id, through.vertexIds()));
    return new JobFlow(
        name,
        id,
        job.path("state").asText(),
        Instant.ofEpochMilli(startedAt(job)),
        restarts,
        through == null ? null : through.in(),
        through == null ? null : through.out(),
        watermark,
        watermark == null ? null : now.toEpochMilli() - watermark.toEpochMilli(),
        through == null ? null : highest(through, Flow.Vertex::busy),
        through == null ? null : highest(through, Flow.Vertex::backpressure),
        checkpoint,
        through == null ? null : through.vertices(),
        problems);
  }

  private static Double highest(Throughput through, Function<Flow.Vertex, Double> share) {
    return through.vertices().stream()
        .map(share)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private Long restarts(String id) throws IOException {
    JsonNode metric = flink.get("/jobs/" + id + "/metrics?get=" + RESTARTS).path(0);
    if (!metric.hasNonNull("value")) {
      throw new IOException("Flink has not counted restarts of this job yet");
    }
    return metric.path("value").asLong();
  }

  private Checkpoint checkpoint(String id, Instant now) throws IOException {
    JsonNode checkpoints = flink.get("/jobs/" + id + "/checkpoints");
    JsonNode last = checkpoints.path("latest").path("completed");
    if (!last.hasNonNull("trigger_timestamp")) {
      throw new IOException("no checkpoint has completed since the job was submitted");
    }
    long triggered = last.path("trigger_timestamp").asLong();
    return new Checkpoint(
        Instant.ofEpochMilli(triggered),
        now.toEpochMilli() - triggered,
        last.path("end_to_end_duration").asLong(),
        last.path("checkpointed_size").asLong(last.path("state_size").asLong()),
        failedSince(checkpoints.path("history"), triggered));
  }

  /** Flink's own count also has the one that is asked for before every task of the job runs. */
  private static long failedSince(JsonNode newest, long triggered) {
    return StreamSupport.stream(newest.spliterator(), false)
        .filter(checkpoint -> checkpoint.path("status").asText().equals("FAILED"))
        .filter(checkpoint -> checkpoint.path("trigger_timestamp").asLong() > triggered)
        .count();
  }

  private interface Part<T> {
    T read() throws IOException;
  }

  /** What cannot be had is null with a reason; but if nobody answers, nothing else is asked. */
  private static <T> T part(Map<String, String> problems, String name, Part<T> part)
      throws IOException {
    try {
      return part.read();
    } catch (FlinkAway e) {
      throw e;
    } catch (IOException e) {
      problems.put(name, e.getMessage());
      return null;
    }
  }
}
