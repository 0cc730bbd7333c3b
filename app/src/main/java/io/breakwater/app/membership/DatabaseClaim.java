package io.breakwater.app.membership;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two clusters off the same database: both would own every work item. Each node holds an
 * advisory lock of its own; a further one gets its lock only if nobody has one, or somebody has who
 * is a member of its cluster. So all holders are of one cluster, whoever founded it. The lock is a
 * connection's, so it ends with the process, however that ends.
 */
public final class DatabaseClaim implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClaim.class);

  /** First half of every node's key. */
  private static final int NODES = 0x6272_656b; // "brek"

  /** Held while one looks who is there and takes its own lock. */
  private static final long ADMISSION = 0x6272_6561_6b77_6174L; // "breakwat"

  // The server may take a moment to see that a killed process is gone.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  // One whose machine is gone says nothing any more: the server asks after it.
  private static final String KEEPALIVE =
      "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 3; SET tcp_keepalives_count = 3";

  private static final String HOLDERS =
      "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted"
          + " AND classid::bigint = ? AND objsubid = 2"
          + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

  private final DataSource db;
  private final Membership cluster;
  private Connection connection;

  private DatabaseClaim(DataSource db, Membership cluster) {
    this.db = db;
    this.cluster = cluster;
  }

  /**
   * Claims the database for this node.
   *
   * @throws IllegalStateException with one sentence, when another cluster has it or it does not
   *     answer
   */
  public static DatabaseClaim of(DataSource db, Membership cluster) {
    DatabaseClaim claim = new DatabaseClaim(db, cluster);
    try {
      if (!claim.take()) {
        throw new IllegalStateException(
            "another Breakwater works on this database and is not in this node's cluster: stop that"
                + " one, join it (--seed-node), or give this one a database of its own"
                + " (breakwater.database.jdbc-url)");
      }
      return claim;
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL does not answer: " + e.getMessage(), e);
    }
  }

  /**
   * Takes the lock again if the database has let go of it, because it or the network was restarted.
   * Waits for the database.
   *
   * @return false if another cluster has the database now
   */
  public synchronized boolean keep() {
    try {
      if (isAlive()) {
        return true;
      }
      LOG.warn("the claim on the database is lost with its connection; it is taken again");
      connection.close();
      return take();
    } catch (SQLException e) {
      LOG.warn("the claim on the database cannot be looked after: {}", e.getMessage());
      return true; // Without the database this node does nothing either.
    }
  }

  /** A statement that fails, unlike a question to the driver, tells the pool to forget it too. */
  private boolean isAlive() {
    try (Statement nothing = connection.createStatement()) {
      nothing.setQueryTimeout((int) PATIENCE.toSeconds());
      return nothing.execute("SELECT 1");
    } catch (SQLException e) {
      return false;
    }
  }

  private boolean take() throws SQLException {
    Connection fresh = db.getConnection();
    try {
      try (Statement set = fresh.createStatement()) {
        set.execute(KEEPALIVE);
      }
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!admitted(fresh)) {
        if (System.nanoTime() > end) {
          fresh.close();
          return false;
        }
        Thread.sleep(100);
      }
      connection = fresh;
      return true;
    } catch (InterruptedException e) {
      fresh.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while claiming the database", e);
    } catch (SQLException e) {
      fresh.close();
      throw e;
    }
  }

  private boolean admitted(Connection fresh) throws SQLException {
    call(fresh, "SELECT pg_advisory_lock(?)", ADMISSION);
    try {
      Set<Integer> holders = holders(fresh);
      Set<Integer> members = cluster.keys();
      if (!holders.isEmpty() && holders.stream().noneMatch(members::contains)) {
        return false;
      }
      call(fresh, "SELECT pg_advisory_lock(" + NODES + ", ?)", cluster.key());
      return true;
    } finally {
      call(fresh, "SELECT pg_advisory_unlock(?)", ADMISSION);
    }
  }

  private static Set<Integer> holders(Connection fresh) throws SQLException {
    try (PreparedStatement select = fresh.prepareStatement(HOLDERS)) {
      select.setLong(1, NODES);
      try (ResultSet row = select.executeQuery()) {
        Set<Integer> holders = new HashSet<>();
        while (row.next()) {
          holders.add((int) row.getLong(1));
        }
        return holders;
      }
    }
  }

  private static void call(Connection fresh, String sql, Number key) throws SQLException {
    try (PreparedStatement lock = fresh.prepareStatement(sql)) {
      lock.setObject(1, key);
      lock.execute();
    }
  }

  /** Gives the database up. The lock is gone too if the pool is: the actor system closes it. */
  @Override
  public synchronized void close() {
    try (Connection held = connection) {
      if (held.isValid(1)) {
        call(held, "SELECT pg_advisory_unlock(" + NODES + ", ?)", cluster.key());
      }
    } catch (SQLException e) {
      LOG.warn("the claim on the database is not given up cleanly: {}", e.getMessage());
    }
  }
}
