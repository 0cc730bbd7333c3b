package io.breakwater.sla.store;

import io.breakwater.platform.sql.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Who owns which partition of topic {@code work}, and how far it was read. */
public final class Partitions {
  private Partitions() {}

  /** The right to write a partition's state, until somebody claims it again. */
  public record Claim(int partition, long epoch, long next) {}

  /** Takes a partition over; whoever had it loses it. */
  public static Claim claim(DataSource db, int partition) throws SQLException {
    String sql =
        """
        INSERT INTO sla.partitions AS p (partition, epoch, next) VALUES (?, 1, 0)
        ON CONFLICT (partition) DO UPDATE SET epoch = p.epoch + 1
        RETURNING epoch, next
        """;
    return Transactions.run(
        db,
        connection -> {
          try (PreparedStatement claim = connection.prepareStatement(sql)) {
            claim.setInt(1, partition);
            try (ResultSet row = claim.executeQuery()) {
              row.next();
              return new Claim(partition, row.getLong(1), row.getLong(2));
            }
          }
        });
  }

  /**
   * Moves the offset on, if the claim still holds. The last statement of an owner's transaction, so
   * that the row is locked for a moment only.
   *
   * @throws OwnershipLost if it does not hold any more; the transaction must roll back
   */
  public static Claim advance(Connection db, Claim claim, long next, Counters change)
      throws SQLException {
    String sql =
        """
        UPDATE sla.partitions
        SET next = ?, running = running + ?, met = met + ?, breached = breached + ?
        WHERE partition = ? AND epoch = ? AND next = ?
        """;
    try (PreparedStatement update = db.prepareStatement(sql)) {
      update.setLong(1, next);
      update.setLong(2, change.running());
      update.setLong(3, change.met());
      update.setLong(4, change.breached());
      update.setInt(5, claim.partition());
      update.setLong(6, claim.epoch());
      update.setLong(7, claim.next());
      if (update.executeUpdate() != 1) {
        throw new OwnershipLost(claim.partition(), claim.epoch());
      }
      return new Claim(claim.partition(), claim.epoch(), next);
    }
  }

  /** The counters of all partitions. */
  public static Counters totals(DataSource db) throws SQLException {
    String sql =
        """
        SELECT coalesce(sum(running), 0), coalesce(sum(met), 0), coalesce(sum(breached), 0)
        FROM sla.partitions
        """;
    try (Connection connection = db.getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return new Counters(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }
}
