package io.breakwater.sla.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Binds many rows as one array per column, for {@code unnest}: one round trip for all of them. */
public final class Rows<T> {
  private final Connection db;
  private final PreparedStatement statement;
  private final List<T> rows;
  private int next;

  /**
   * Binds to a statement.
   *
   * @param first the number of the first parameter
   */
  public Rows(Connection db, PreparedStatement statement, List<T> rows, int first) {
    this.db = db;
    this.statement = statement;
    this.rows = rows;
    this.next = first;
  }

  /** A column of text. */
  public Rows<T> text(Function<T, String> column) throws SQLException {
    return of("text", column);
  }

  /** A column of an SQL number type. */
  public Rows<T> number(String type, Function<T, ? extends Number> column) throws SQLException {
    return of(type, column);
  }

  /** A column of truths. */
  public Rows<T> bool(Function<T, Boolean> column) throws SQLException {
    return of("bool", column);
  }

  /** As text: ISO 8601 in UTC is what PostgreSQL reads without knowing the session's zone. */
  public Rows<T> instant(Function<T, Instant> column) throws SQLException {
    return of(
        "timestamptz",
        row -> {
          Instant instant = column.apply(row);
          return instant == null ? null : instant.toString();
        });
  }

  private Rows<T> of(String type, Function<T, ?> column) throws SQLException {
    statement.setArray(next++, db.createArrayOf(type, rows.stream().map(column).toArray()));
    return this;
  }
}
