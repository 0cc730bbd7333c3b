package io.breakwater.ingest;

import io.breakwater.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One server for all tests of this module; each test has a database of its own. */
public final class Postgres {
  private Postgres() {}

  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A new, empty database; every connection is opened afresh. */
  public static DataSource database() {
    String name = "ingest_" + COUNT.incrementAndGet();
    SERVER.createDatabase(name);
    PGSimpleDataSource db = new PGSimpleDataSource();
    db.setUrl(SERVER.jdbcUrl(name));
    return db;
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.start(Files.createTempDirectory(Path.of("target"), "postgres"), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
