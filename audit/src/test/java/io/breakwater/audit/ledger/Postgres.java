package io.breakwater.audit.ledger;

import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.platform.sql.Database;
import io.breakwater.platform.sql.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One server for all tests of this module; each test has a database of its own. */
public final class Postgres {
  private Postgres() {}

  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A new database with the audit schema; every connection is opened afresh. */
  public static DataSource database() {
    String name = "audit_" + COUNT.incrementAndGet();
    SERVER.createDatabase(name);
    PGSimpleDataSource db = new PGSimpleDataSource();
    db.setUrl(SERVER.jdbcUrl(name));
    Database.migrate(db, "audit");
    return db;
  }

  /** Changes rows past the triggers, as somebody who owns the tables could. */
  public static void tamper(DataSource db, String sql) throws SQLException {
    Transactions.run(
        db,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL session_replication_role = replica");
            return statement.executeUpdate(sql);
          }
        });
  }

  /** How many rows a table has. */
  public static long count(DataSource db, String table) throws SQLException {
    return Transactions.run(
        db,
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.start(Files.createTempDirectory(Path.of("target"), "postgres"), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
