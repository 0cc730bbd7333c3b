package io.breakwater.flink.job;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.RecoveryClaimMode;

/**
 * What every job of ours runs with, whatever the cluster.
 *
 * @param parallelism of the operators that have no other
 * @param checkpoints a directory as URI, e.g. {@code file:///data/flink}; the cluster's own when
 *     absent
 * @param checkpointInterval how much is done again after a crash, at most
 * @param bufferTimeout how long a record may wait for others on its way to the next operator
 * @param state where state is kept and how it is checkpointed
 */
public record JobEnvironment(
    int parallelism,
    Optional<String> checkpoints,
    Duration checkpointInterval,
    Duration bufferTimeout,
    StateSettings state) {

  public JobEnvironment {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism is " + parallelism + ": give at least 1");
    }
    if (checkpointInterval.toMillis() < 10) {
      throw new IllegalArgumentException(
          "checkpoint interval is " + checkpointInterval + ": give at least PT0.01S");
    }
  }

  /**
   * The configuration of one start of a job.
   *
   * @param restoreFrom the checkpoint or savepoint to go on from. Every state in it must have its
   *     operator in the job
   */
  public Configuration configuration(String jobName, Optional<String> restoreFrom) {
    Configuration c = new Configuration();
    c.set(PipelineOptions.NAME, jobName);
    c.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    // Kryo would fail at the first checkpoint, or worse, at the first change of a class.
    c.set(PipelineOptions.GENERIC_TYPES, false);
    // Whatever passes between chained operators is immutable.
    c.set(PipelineOptions.OBJECT_REUSE, true);
    c.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(200));
    c.set(ExecutionOptions.BUFFER_TIMEOUT, bufferTimeout);

    c.set(StateBackendOptions.STATE_BACKEND, state.backend().flinkName());
    c.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, state.incremental());
    c.set(CheckpointingOptions.ENABLE_UNALIGNED, state.unaligned());
    checkpoints.ifPresent(
        directory -> {
          c.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
          c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory);
        });
    c.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    c.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(2));
    c.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
    c.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // A failing checkpoint is an alert, not a reason to stop scoring: a full disk stays full for
    // hours, and restarts would repeat ever more from the last good checkpoint.
    c.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);

    // The default restarts at once and for ever, in silence.
    c.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(5));

    restoreFrom.ifPresent(
        path -> {
          c.set(StateRecoveryOptions.SAVEPOINT_PATH, path);
          c.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, false);
          // The new run owns it, and deletes it once it has newer ones.
          c.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
    return c;
  }
}
