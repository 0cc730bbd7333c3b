package io.breakwater.benchmarks.scoring;

import io.breakwater.flink.embedded.RetainedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How large the checkpoints of a job are; on the heap, each is a full one. */
final class Checkpoints {
  private Checkpoints() {}

  private static final long LOOK_MILLIS = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * The bytes of a checkpoint that began after the call: the next but one.
   *
   * @throws IllegalStateException if none completes
   */
  static long nextBytes(Path directory) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<Path> before = RetainedState.newest(directory);
    int newer = 0;
    while (newer < 2) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("no checkpoint completed in " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      Optional<Path> now = RetainedState.newest(directory);
      if (!now.equals(before)) {
        newer++;
        before = now;
      }
    }
    try {
      return bytes(before.orElseThrow());
    } catch (UncheckedIOException e) {
      return nextBytes(directory); // newer ones took its place while it was measured
    }
  }

  private static long bytes(Path checkpoint) {
    try (Stream<Path> files = Files.walk(checkpoint)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot measure " + checkpoint, e);
    }
  }
}
