package io.breakwater.routing.read;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/** Runs JDBC off the actors' threads. */
public record Blocking(DataSource db, Executor threads) {

  /** One use of a connection, in auto-commit. */
  @FunctionalInterface
  public interface Use<T> {
    T with(Connection connection) throws SQLException;
  }

  /** Fails with a {@link CompletionException} around the {@link SQLException}. */
  public <T> CompletionStage<T> call(Use<T> use) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Connection connection = db.getConnection()) {
            return use.with(connection);
          } catch (SQLException e) {
            throw new CompletionException(e);
          }
        },
        threads);
  }
}
