package io.breakwater.routing.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How far the outbox is, kept in the transaction of the read tables. Whoever claims it raises the
 * epoch; an owner that was replaced cannot write any more.
 */
public final class OutboxOffset {
  private OutboxOffset() {}

  private static final String NAME = "work";

  /** The claim of one owner. */
  public record Claim(long epoch, Position position) {}

  /** Another owner has claimed the outbox since; what this one holds in memory is void. */
  public static final class LostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostException(long epoch) {
      super("the outbox of epoch " + epoch + " has been taken over", null, false, false);
    }
  }

  /** Takes the outbox over from whoever has it. */
  static Claim claim(Connection db) throws SQLException {
    String sql =
        "INSERT INTO routing.outbox_offset AS o VALUES (?, 1, '0'::xid8, 0)"
            + " ON CONFLICT (name) DO UPDATE SET epoch = o.epoch + 1"
            + " RETURNING epoch, tx::text, ordering";
    try (PreparedStatement upsert = db.prepareStatement(sql)) {
      upsert.setString(1, NAME);
      try (ResultSet row = upsert.executeQuery()) {
        row.next();
        return new Claim(
            row.getLong(1), new Position(Long.parseLong(row.getString(2)), row.getLong(3)));
      }
    }
  }

  /**
   * Moves on, inside the transaction of the read tables.
   *
   * @throws LostException if another owner has claimed the outbox or moved it
   */
  static void advance(Connection db, Claim from, Position to) throws SQLException {
    String sql =
        "UPDATE routing.outbox_offset SET tx = ?::xid8, ordering = ?"
            + " WHERE name = ? AND epoch = ? AND tx = ?::xid8 AND ordering = ?";
    try (PreparedStatement update = db.prepareStatement(sql)) {
      to.bind(update, 1);
      update.setString(3, NAME);
      update.setLong(4, from.epoch());
      from.position().bind(update, 5);
      if (update.executeUpdate() == 0) {
        throw new LostException(from.epoch());
      }
    }
  }

  /** How far the read side is. */
  public static Position position(Connection db) throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT tx::text, ordering FROM routing.outbox_offset WHERE name = ?")) {
      select.setString(1, NAME);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Position(Long.parseLong(row.getString(1)), row.getLong(2))
            : Position.START;
      }
    }
  }
}
