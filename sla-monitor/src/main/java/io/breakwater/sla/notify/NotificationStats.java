package io.breakwater.sla.notify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Outcomes since the database was made, as {@code /api/v1/stats} shows them. */
public record NotificationStats(long sent, long suppressed, long failed) {

  /** Reads the counters. */
  static NotificationStats read(DataSource db) throws SQLException {
    String sql =
        """
        SELECT coalesce(sum(n) FILTER (WHERE status = 'SENT'), 0),
               coalesce(sum(n) FILTER (WHERE status = 'SUPPRESSED'), 0),
               coalesce(sum(n) FILTER (WHERE status = 'FAILED'), 0)
        FROM sla.notification_counts
        """;
    try (Connection connection = db.getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return new NotificationStats(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }
}
