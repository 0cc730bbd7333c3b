package io.breakwater.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A query without an end, in a thread of its own. */
final class EndlessRun {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Printed printed = new Printed();
  private final CompletableFuture<SqlRun> defined = new CompletableFuture<>();
  private final CompletableFuture<Void> running;

  EndlessRun(SqlSettings settings, String sql) {
    running =
        CompletableFuture.runAsync(
            () -> {
              SqlRun run = SqlWorld.define(settings, sql);
              defined.complete(run);
              run.run(printed);
            });
  }

  /** Waits until it has printed a row. */
  void awaitRow(String row) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              if (running.isDone()) {
                running.join();
              }
              return printed.rows().contains(row);
            });
    assertThat(running).isNotDone();
  }

  /** Waits until so many records were unreadable, by table. */
  void awaitUnreadable(Map<String, Long> expected) {
    await().atMost(PATIENCE).until(() -> defined.join().unreadable().equals(expected));
  }

  /** Stops it and waits until it has ended. */
  void stop() {
    defined.join().stop();
    await().atMost(PATIENCE).until(running::isDone);
    running.join();
  }
}
