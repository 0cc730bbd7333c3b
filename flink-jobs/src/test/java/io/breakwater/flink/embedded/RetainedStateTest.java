package io.breakwater.flink.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedStateTest {

  @TempDir Path directory;

  @Test
  void aJobThatNeverRanHasNone() {
    assertThat(RetainedState.newest(directory.resolve("absent"))).isEmpty();
    assertThat(RetainedState.newest(directory)).isEmpty();
  }

  @Test
  void theNewestCompleteOneIsTakenWhetherCheckpointOrSavepoint() throws IOException {
    Path checkpoint = complete("0a1b/chk-7", 20);
    complete("0a1b/chk-6", 10);
    Files.createDirectories(directory.resolve("0a1b/chk-8"));
    assertThat(RetainedState.newest(directory)).contains(checkpoint);

    Path savepoint = complete("savepoints/savepoint-0a1b-f3", 30);
    assertThat(RetainedState.newest(directory)).contains(savepoint);

    Path later = complete("2c3d/chk-1", 40);
    assertThat(RetainedState.newest(directory)).contains(later);
  }

  private Path complete(String name, long second) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(name));
    Path metadata = Files.createFile(folder.resolve("_metadata"));
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(second * 1_000));
    return folder;
  }
}
