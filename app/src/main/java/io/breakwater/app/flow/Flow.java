package io.breakwater.app.flow;

import io.breakwater.app.membership.ClusterView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the stream flows at one moment. A part that could not be had is null, and {@code problems}
 * says why, by the part's name.
 *
 * @param at when it was looked at
 * @param cluster the nodes of the actor services
 * @param jobs the Flink jobs, by name
 * @param consumers how far the services' consumer groups are behind
 * @param problems a sentence for each part that is missing
 */
public record Flow(
    Instant at,
    ClusterView cluster,
    List<JobFlow> jobs,
    List<ConsumerLag> consumers,
    Map<String, String> problems) {

  /**
   * How far a consumer group is behind on a topic.
   *
   * @param lag records that it has not committed
   */
  public record ConsumerLag(String group, String topic, long lag) {}

  /**
   * One Flink job.
   *
   * @param id Flink's; null if there is no such job
   * @param state Flink's, e.g. RUNNING, or ABSENT if the cluster knows no such job
   * @param startedAt null if there is no such job
   * @param restarts since it was submitted
   * @param in by source: what it reads
   * @param out by sink: what it writes
   * @param watermark up to which event time everything is thought to have come; null before the
   *     first
   * @param watermarkDelayMs from the watermark to now: large in a replay of the past
   * @param busy share of its time that the busiest vertex works, 0 to 1
   * @param backpressure share of its time that the most held back vertex waits for others, 0 to 1
   * @param vertices Flink's tasks in the order of the stream
   * @param problems a sentence for each part of this job that is missing
   */
  public record JobFlow(
      String name,
      String id,
      String state,
      Instant startedAt,
      Long restarts,
      List<Source> in,
      List<Sink> out,
      Instant watermark,
      Long watermarkDelayMs,
      Double busy,
      Double backpressure,
      Checkpoint checkpoint,
      List<Vertex> vertices,
      Map<String, String> problems) {}

  /**
   * What a job reads.
   *
   * @param pending records on the topic that the job has not read; null if Flink does not say
   */
  public record Source(String name, double recordsPerSecond, Long pending) {}

  /** What a job writes. */
  public record Sink(String name, double recordsPerSecond) {}

  /**
   * Operators that Flink runs as one task.
   *
   * @param busy share of its time that its busiest subtask works; null if Flink does not say
   * @param backpressure share of its time that its most held back subtask waits
   */
  public record Vertex(String name, int parallelism, Double busy, Double backpressure) {}

  /**
   * The newest complete checkpoint.
   *
   * @param ageMs since it was triggered: what would be done again after a crash
   * @param durationMs from its trigger to its end
   * @param sizeBytes what was written for it
   * @param failedSince checkpoints that began after this one and failed, of the last ten
   */
  public record Checkpoint(
      Instant triggeredAt, long ageMs, long durationMs, long sizeBytes, long failedSince) {}
}
