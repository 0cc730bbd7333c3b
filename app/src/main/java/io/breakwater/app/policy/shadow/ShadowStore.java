package io.breakwater.app.policy.shadow;

import io.breakwater.app.policy.backtest.Report.Placed;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.Policy;
import io.breakwater.platform.sql.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Candidates and their reports in the database. */
final class ShadowStore {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int KEPT_CANDIDATES = 10;

  private final DataSource db;

  ShadowStore(DataSource db) {
    this.db = db;
  }

  /** The candidate that runs. */
  record Running(long id, String policyId, String yaml, String group) {}

  /** The one that runs; empty if none does. */
  Optional<Running> running() throws SQLException {
    try (Connection connection = db.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT id, policy_id, yaml, consumer_group FROM shadow.candidates WHERE stopped_at IS NULL");
        ResultSet row = query.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Running(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)))
          : Optional.empty();
    }
  }

  /**
   * Starts one and forgets those of long ago.
   *
   * @param group the consumer group that reads for it
   * @return false if another one runs
   */
  boolean start(Policy candidate, String group, String by, Instant now) throws SQLException {
    try {
      Transactions.run(
          db,
          connection -> {
            long id = insert(connection, candidate, group, by, now);
            try (PreparedStatement forget =
                connection.prepareStatement("DELETE FROM shadow.candidates WHERE id <= ?")) {
              forget.setLong(1, id - KEPT_CANDIDATES);
              return forget.executeUpdate();
            }
          });
      return true;
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private static long insert(
      Connection connection, Policy candidate, String group, String by, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO shadow.candidates (policy_id, yaml, started_at, started_by,
              consumer_group)
            VALUES (?, ?, ?, ?, ?) RETURNING id""")) {
      insert.setString(1, candidate.id());
      insert.setString(2, candidate.yaml());
      insert.setTimestamp(3, Timestamp.from(now));
      insert.setString(4, by);
      insert.setString(5, group);
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * Stops the one that runs.
   *
   * @return false if none did
   */
  boolean stop(Instant now) throws SQLException {
    try (Connection connection = db.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE shadow.candidates SET stopped_at = ? WHERE stopped_at IS NULL")) {
      update.setTimestamp(1, Timestamp.from(now));
      return update.executeUpdate() > 0;
    }
  }

  /** Stops a candidate that cannot go on. */
  void park(long id, String why, Instant now) throws SQLException {
    try (Connection connection = db.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE shadow.candidates SET stopped_at = ?, parked = ?"
                    + " WHERE id = ? AND stopped_at IS NULL")) {
      update.setTimestamp(1, Timestamp.from(now));
      update.setString(2, why);
      update.setLong(3, id);
      update.executeUpdate();
    }
  }

  /**
   * The report of the latest candidate; empty if there never was one.
   *
   * @param limit how many differences it has at most
   */
  Optional<ShadowReport> report(int limit) throws SQLException {
    try (Connection connection = db.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                """
                SELECT c.id, c.policy_id, c.started_at, c.started_by, c.stopped_at, c.parked,
                  coalesce(sum(p.seen), 0), coalesce(sum(p.differing), 0),
                  coalesce(sum(p.moved), 0), coalesce(sum(p.reprioritised), 0),
                  coalesce(sum(p.rescored), 0), coalesce(sum(p.failed), 0)
                FROM shadow.candidates c LEFT JOIN shadow.progress p ON p.candidate_id = c.id
                GROUP BY c.id ORDER BY c.id DESC LIMIT 1""");
        ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      long id = row.getLong(1);
      return Optional.of(
          new ShadowReport(
              row.getString(2),
              instant(row, 3),
              row.getString(4),
              instant(row, 5),
              row.getString(6),
              row.getLong(7),
              row.getLong(8),
              row.getLong(9),
              row.getLong(10),
              row.getLong(11),
              row.getLong(12),
              moves(connection, id, ShadowBook.DESK),
              moves(connection, id, ShadowBook.PRIORITY),
              differences(connection, id, limit)));
    }
  }

  private static List<ShadowReport.Move> moves(Connection connection, long id, String what)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT before, after, events FROM shadow.moves
            WHERE candidate_id = ? AND what = ? ORDER BY events DESC, before, after""")) {
      query.setLong(1, id);
      query.setString(2, what);
      List<ShadowReport.Move> moves = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          moves.add(new ShadowReport.Move(row.getString(1), row.getString(2), row.getLong(3)));
        }
      }
      return moves;
    }
  }

  private static List<ShadowReport.Difference> differences(
      Connection connection, long id, int limit) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT source_id, exception_id, type, occurred_at, decided_at, before, after
            FROM shadow.differences WHERE candidate_id = ? ORDER BY number DESC LIMIT ?""")) {
      query.setLong(1, id);
      query.setInt(2, limit);
      List<ShadowReport.Difference> differences = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          differences.add(
              new ShadowReport.Difference(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  instant(row, 4),
                  instant(row, 5),
                  placed(row.getString(6)),
                  placed(row.getString(7))));
        }
      }
      return differences;
    }
  }

  private static Placed placed(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), Placed.class);
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
