package io.breakwater.flink.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that was submitted here, and how it ends. */
record RunningJob(String name, JobClient client, Path savepoints) {
  private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);

  /** For the savepoints of all jobs together. */
  private static final Duration SAVEPOINT = Duration.ofSeconds(10);

  private static final Duration CANCEL = Duration.ofSeconds(5);

  /** Stops them side by side with a savepoint; those that do not stop so are cancelled. */
  static void stopAll(List<RunningJob> jobs) {
    Map<RunningJob, CompletableFuture<String>> stops = new LinkedHashMap<>();
    jobs.stream()
        .filter(RunningJob::isAlive)
        .forEach(job -> stops.put(job, job.stopWithSavepoint()));
    await(stops.values().stream().toList());
    stops.forEach(
        (job, stop) -> {
          if (!stop.isDone() || stop.isCompletedExceptionally()) {
            LOG.warn(
                "Job {} is cancelled without a savepoint: the next start goes on from its newest"
                    + " checkpoint. {}",
                job.name(),
                why(stop));
            job.cancel();
          }
        });
  }

  /** It goes on from there whatever the state backend is, so the format is the common one. */
  private CompletableFuture<String> stopWithSavepoint() {
    return client.stopWithSavepoint(
        false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL);
  }

  private static void await(List<CompletableFuture<String>> stops) {
    try {
      CompletableFuture.allOf(stops.stream().toArray(CompletableFuture[]::new))
          .get(SAVEPOINT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("not every job stopped with a savepoint", e);
    }
  }

  private boolean isAlive() {
    try {
      return !client
          .getJobStatus()
          .get(CANCEL.toMillis(), TimeUnit.MILLISECONDS)
          .isGloballyTerminalState();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private void cancel() {
    try {
      client.cancel().get(CANCEL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Job {} did not take the cancellation: {}", name, e.toString());
    }
  }

  private static String why(CompletableFuture<String> stop) {
    if (!stop.isDone()) {
      return "Its savepoint took more than " + SAVEPOINT.toSeconds() + " s.";
    }
    Throwable cause = stop.handle((path, failure) -> failure).join();
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }
}
