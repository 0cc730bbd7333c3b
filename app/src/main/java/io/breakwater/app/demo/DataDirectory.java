package io.breakwater.app.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The directory that holds everything a single process keeps; one process at a time uses it. */
public final class DataDirectory implements AutoCloseable {
  private final Path dir;
  private final FileChannel lockFile;

  private DataDirectory(Path dir, FileChannel lockFile) {
    this.dir = dir;
    this.lockFile = lockFile;
  }

  /**
   * Makes the directory if it is absent and locks it. The lock ends with the process, however that
   * ends.
   *
   * @throws IllegalStateException with one sentence, when it cannot be written or is in use
   */
  public static DataDirectory open(Path path) {
    Path dir = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(dir);
      FileChannel lockFile =
          FileChannel.open(
              dir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(lockFile)) {
        lockFile.close();
        throw new IllegalStateException(
            "the data directory "
                + dir
                + " is in use by another Breakwater: stop that one or choose another with"
                + " --data-dir");
      }
      return new DataDirectory(dir, lockFile);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the data directory "
              + dir
              + " cannot be written: make it writable or choose another with --data-dir",
          e);
    }
  }

  /** A part of it, e.g. {@code kafka}. */
  public Path resolve(String part) {
    return dir.resolve(part);
  }

  @Override
  public String toString() {
    return dir.toString();
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new IllegalStateException("cannot release the data directory " + dir, e);
    }
  }

  private static boolean lock(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
