package io.breakwater.benchmarks.routing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the journal is compared with: JDBC batches, one transaction each, of the same bytes into a
 * table of the same shape with the same indexes, from four connections. They are its own and as the
 * driver makes them: Breakwater's plan each statement anew, which the journal's one statement a
 * batch can bear and a statement a row could not.
 */
final class RawJournal implements AutoCloseable {
  private static final int BATCH = 500;
  private static final int WRITERS = 4;

  private final HikariDataSource db;
  private long written;

  RawJournal(String jdbcUrl) throws SQLException {
    this.db = open(jdbcUrl);
    try (Connection connection = db.getConnection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE TABLE routing.raw_journal (LIKE routing.event_journal INCLUDING ALL)");
    }
  }

  private static HikariDataSource open(String jdbcUrl) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setMaximumPoolSize(WRITERS);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new HikariDataSource(config);
  }

  /** Rows a second. */
  double write(int rows, byte[] payload, String manifest)
      throws InterruptedException, ExecutionException {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      long start = System.nanoTime();
      List<Future<?>> batches = new ArrayList<>();
      for (int i = 0; i < rows; i += BATCH) {
        long first = written + i;
        int size = Math.min(BATCH, rows - i);
        batches.add(
            writers.submit(
                () -> {
                  writeBatch(first, size, payload, manifest);
                  return null;
                }));
      }
      for (Future<?> batch : batches) {
        batch.get();
      }
      written += rows;
      return rows / ((System.nanoTime() - start) / 1e9);
    } finally {
      writers.shutdown();
    }
  }

  private void writeBatch(long first, int rows, byte[] payload, String manifest)
      throws SQLException {
    String sql =
        "INSERT INTO routing.raw_journal (persistence_id, sequence_number, deleted, writer,"
            + " write_timestamp, adapter_manifest, event_ser_id, event_ser_manifest, event_payload)"
            + " VALUES (?, ?, false, ?, ?, '', 7391001, ?, ?)";
    try (Connection connection = db.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement(sql)) {
        for (long row = first; row < first + rows; row++) {
          insert.setString(1, "WorkItem|%032x".formatted(row * 0x9E3779B97F4A7C15L));
          insert.setLong(2, row);
          insert.setString(3, "11111111-2222-3333-4444-555555555555");
          insert.setLong(4, row);
          insert.setString(5, manifest);
          insert.setBytes(6, payload);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  @Override
  public void close() {
    db.close();
  }
}
