package io.breakwater.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server that goes on when the JVM that started it was killed. It holds the data
 * directory, so the next start must stop it first.
 */
final class OrphanedPostmaster {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostmaster.class);
  private static final long STOP_SECONDS = 30;

  private OrphanedPostmaster() {}

  /** Stops the server that runs on the directory, if there is one, and waits for its end. */
  static void stop(Path dataDir) {
    find(dataDir).ifPresent(OrphanedPostmaster::stop);
  }

  /** The process named in {@code postmaster.pid}, unless that number is another program's now. */
  private static Optional<ProcessHandle> find(Path dataDir) {
    Path pidFile = dataDir.resolve("postmaster.pid");
    try {
      List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
              .filter(OrphanedPostmaster::isPostgres);
    } catch (IOException | NumberFormatException e) {
      // The server that starts next judges a damaged file itself.
      LOG.warn("{} is not readable: {}", pidFile, e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
        .orElse(false);
  }

  private static void stop(ProcessHandle postmaster) {
    LOG.info("stopping the PostgreSQL server {} that an earlier run left behind", postmaster.pid());
    try {
      interrupt(postmaster);
      postmaster.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException | IOException e) {
      // Its log replays at the next start, so nothing that was committed is lost.
      LOG.warn("PostgreSQL server {} did not stop when asked; killing it", postmaster.pid());
      postmaster.destroyForcibly();
      postmaster.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while stopping an orphaned PostgreSQL", e);
    }
  }

  /** SIGINT is PostgreSQL's fast stop; SIGTERM, all that Java can send, waits for its clients. */
  private static void interrupt(ProcessHandle postmaster) throws IOException {
    new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start();
  }
}
