package io.breakwater.flink.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints and savepoints that runs of one job left in a local directory. */
public final class RetainedState {
  private RetainedState() {}

  /**
   * The newest complete one. It is complete when its {@code _metadata} exists, since Flink writes
   * that last and by renaming; one that a {@code kill -9} interrupted has none.
   */
  public static Optional<Path> newest(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    // directory / job id / chk-N / _metadata, directory / savepoints / savepoint-ID / _metadata
    try (Stream<Path> files = Files.find(directory, 3, (p, a) -> p.endsWith("_metadata"))) {
      return files.max(Comparator.comparing(RetainedState::modified)).map(Path::getParent);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for checkpoints in " + directory, e);
    }
  }

  /** Where the savepoints of the job of that directory belong. */
  static Path savepoints(Path directory) {
    return directory.resolve("savepoints");
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
