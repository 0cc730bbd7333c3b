package io.breakwater.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  @TempDir Path dir;

  @Test
  void keepsWhatWasCommittedAndFlushesIt() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir.resolve("pg"), 0)) {
      execute(postgres, "CREATE TABLE t AS SELECT 42 AS answer");
      assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
      assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(query(postgres, "SHOW full_page_writes")).isEqualTo("on");
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir.resolve("pg"), 0)) {
      assertThat(query(postgres, "SELECT answer FROM t")).isEqualTo("42");
    }
  }

  @Test
  void aServerLeftBehindByAKilledJvmIsStoppedAndItsDataServedAgain() throws Exception {
    Path data = dir.resolve("pg");
    Process jvm = startAndWaitInAnotherJvm(data);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(dir.resolve("up")));
    jvm.destroyForcibly().waitFor();
    long orphan = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    assertThat(ProcessHandle.of(orphan)).isPresent();

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, 0)) {
      assertThat(ProcessHandle.of(orphan)).isEmpty();
      assertThat(query(postgres, "SELECT answer FROM t")).isEqualTo("42");
    }
  }

  @Test
  void refusesADirectoryThatIsAFile() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "x");
    assertThatThrownBy(() -> EmbeddedPostgres.start(file, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file.toString());
  }

  private Process startAndWaitInAnotherJvm(Path data) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LeftBehind.class.getName(),
            data.toString(),
            dir.resolve("up").toString())
        .inheritIO()
        .start();
  }

  /** A program that starts the server and then waits to be killed. */
  static final class LeftBehind {
    public static void main(String[] args) throws Exception {
      EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]), 0);
      execute(postgres, "CREATE TABLE t AS SELECT 42 AS answer");
      Files.createFile(Path.of(args[1]));
      Thread.currentThread().join();
    }
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
