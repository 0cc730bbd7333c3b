package io.breakwater.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL beside this JVM, with its data in a directory that outlives it. Commits are
 * flushed to disk as on any other server. Starting again on the same directory, also after {@code
 * kill -9} of the JVM, first stops the server that was left behind.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  /** The database that {@link #jdbcUrl()} names. */
  public static final String DATABASE = "breakwater";

  /** The user that owns everything; the server trusts whoever is on this machine. */
  public static final String USER = "postgres";

  private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  // After a crash the server first replays its log.
  private static final Duration START_UP = Duration.ofSeconds(60);

  private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;

  private EmbeddedPostgres(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server) {
    this.server = server;
  }

  /** As {@link #start(Path, int, boolean)}; the server ends with the JVM at the latest. */
  public static EmbeddedPostgres start(Path dataDir, int port) {
    return start(dataDir, port, true);
  }

  /**
   * Initialises the directory if it is new, then starts the server and returns when it serves.
   *
   * @param dataDir PostgreSQL's data directory; made if absent
   * @param port the loopback port; 0 takes a free one
   * @param stopWithJvm whether a shutdown hook stops the server; a caller that has an order of
   *     stopping says false and calls {@link #close()} last
   * @throws IllegalStateException with one sentence, when the port is taken, the directory cannot
   *     be used or the server does not start
   */
  public static EmbeddedPostgres start(Path dataDir, int port, boolean stopWithJvm) {
    OrphanedPostmaster.stop(dataDir);
    if (port != 0) {
      LoopbackPorts.requireFree(port, "PostgreSQL");
    }
    try {
      Files.createDirectories(dataDir);
      EmbeddedPostgres started = new EmbeddedPostgres(launch(dataDir, port, stopWithJvm));
      started.createDatabase(DATABASE);
      return started;
    } catch (IOException | RuntimeException e) {
      OrphanedPostmaster.stop(dataDir);
      throw new IllegalStateException(
          "PostgreSQL did not start on " + dataDir + ": " + e.getMessage(), e);
    }
  }

  /** A JDBC URL with the user in it. */
  public String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  /** A JDBC URL of another database of this server. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://"
        + LoopbackPorts.HOST
        + ":"
        + port()
        + "/"
        + database
        + "?user="
        + USER;
  }

  /** Opens a new connection each time it is asked; pooling is the caller's. */
  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl());
    return source;
  }

  /** The loopback port. */
  public int port() {
    return server.getPort();
  }

  /**
   * Creates a database unless it exists, so that tests can share one server.
   *
   * @throws IllegalArgumentException when the name is not a plain lower-case identifier
   */
  public void createDatabase(String name) {
    if (!DATABASE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "database name " + name + " must match " + DATABASE_NAME.pattern());
    }
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      if (!exists(connection, name)) {
        try (Statement create = connection.createStatement()) {
          create.execute("CREATE DATABASE " + name);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "database " + name + " was not created: " + e.getMessage(), e);
    }
  }

  /** Stops the server; connections that are open are cut, what was committed stays. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL did not stop: " + e.getMessage(), e);
    }
  }

  private static boolean exists(Connection connection, String database) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      select.setString(1, database);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres launch(
      Path dataDir, int port, boolean stopWithJvm) throws IOException {
    return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
        .setDataDirectory(dataDir)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(stopWithJvm)
        .setPort(port)
        .setPGStartupWait(START_UP)
        .setLocaleConfig("locale", "C")
        // The library starts throw-away servers by default; this one must survive a power cut.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("listen_addresses", LoopbackPorts.HOST)
        .setServerConfig("max_connections", "100")
        .start();
  }
}
