package io.breakwater.platform.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs a block in one transaction: all of it happens, or nothing. */
public final class Transactions {
  private Transactions() {}

  /** What happens inside the transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  /**
   * Commits when {@code work} returns, rolls back when it throws.
   *
   * @throws SQLException from the database, after the rollback
   */
  public static <T> T run(DataSource db, Work<T> work) throws SQLException {
    try (Connection connection = db.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        try {
          connection.rollback();
        } catch (SQLException rollback) {
          e.addSuppressed(rollback);
        }
        throw e;
      }
    }
  }
}
