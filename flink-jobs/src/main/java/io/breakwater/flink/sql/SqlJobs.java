package io.breakwater.flink.sql;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;

/** The jobs of one run: to wait for them, to stop them, and what they counted. */
final class SqlJobs {
  private static final int PATIENCE_SECONDS = 10;

  private final Queue<JobClient> running = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> unreadable = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  void started(JobClient job) {
    running.add(job);
    if (stopped) {
      stop(job);
    }
  }

  boolean stopped() {
    return stopped;
  }

  /** Unreadable records by table, of running jobs as of their last heartbeat; no zeros. */
  Map<String, Long> unreadable() {
    running.forEach(this::noteRunning);
    return unreadable;
  }

  /**
   * Waits until a job has ended.
   *
   * @throws SqlFailure if it failed
   */
  void await(JobClient job) {
    try {
      note(job.getJobExecutionResult().get().getAllAccumulatorResults());
    } catch (ExecutionException | CancellationException e) {
      if (!stopped) {
        throw SqlFailure.of(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.remove(job);
  }

  /** Waits until all jobs have ended. */
  void awaitAll() {
    for (JobClient job = running.peek(); job != null; job = running.peek()) {
      await(job);
    }
  }

  /** Ends what runs; whoever waits for it goes on. */
  void stop() {
    stopped = true;
    running.forEach(this::stop);
  }

  private void stop(JobClient job) {
    noteRunning(job);
    try {
      job.cancel().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      // It has ended by itself, or goes down with the process.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void noteRunning(JobClient job) {
    try {
      note(job.getAccumulators().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      // It does not run yet or any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(Map<String, Object> accumulators) {
    accumulators.forEach(
        (name, value) -> {
          if (name.startsWith(EventTimeRange.UNREADABLE) && (Long) value > 0) {
            // Two queries that read the same topic meet the same records.
            unreadable.merge(
                name.substring(EventTimeRange.UNREADABLE.length()), (Long) value, Math::max);
          }
        });
  }
}
