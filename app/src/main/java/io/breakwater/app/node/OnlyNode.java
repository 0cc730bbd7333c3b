package io.breakwater.app.node;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second process off the same database. Each process is a cluster of its own in this
 * version: two would both own every work item. The claim is an advisory lock of a connection that
 * this holds, so it ends with the process, however that ends.
 */
final class OnlyNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OnlyNode.class);
  private static final long KEY = 0x6272_6561_6b77_6174L; // "breakwat"
  // The server may take a moment to see that a killed process is gone.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Connection connection;

  private OnlyNode(Connection connection) {
    this.connection = connection;
  }

  /**
   * Claims the database.
   *
   * @throws IllegalStateException with one sentence, when another process has it or it does not
   *     answer
   */
  static OnlyNode claim(DataSource db) {
    try {
      Connection connection = db.getConnection();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!tell(connection, "SELECT pg_try_advisory_lock(?)")) {
        if (System.nanoTime() > end) {
          connection.close();
          throw new IllegalStateException(
              "another Breakwater works on this database: stop that one, or give this one its own"
                  + " (breakwater.database.jdbc-url); this version runs as one node");
        }
        Thread.sleep(100);
      }
      return new OnlyNode(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while claiming the database", e);
    }
  }

  /** Gives the database up. */
  @Override
  public void close() {
    try (connection) {
      tell(connection, "SELECT pg_advisory_unlock(?)");
    } catch (SQLException e) {
      LOG.warn("the claim on the database is not given up cleanly: {}", e.getMessage());
    }
  }

  private static boolean tell(Connection connection, String sql) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(sql)) {
      lock.setLong(1, KEY);
      try (ResultSet row = lock.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
