package io.breakwater.sla.notify.live;

import io.breakwater.domain.notification.Notification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The feed as table {@code sla.notifications} holds it. */
public final class LiveFeedTable implements LiveFeed.Store {

  private final DataSource db;
  private final RowReader reader;

  /** Makes a feed item's notification of a row. */
  @FunctionalInterface
  public interface RowReader {
    Notification read(ResultSet row) throws SQLException;
  }

  public LiveFeedTable(DataSource db, RowReader reader) {
    this.db = db;
    this.reader = reader;
  }

  @Override
  public List<LiveFeed.Item> after(long position, int limit) throws SQLException {
    String sql = "SELECT * FROM sla.notifications WHERE feed > ? ORDER BY feed LIMIT ?";
    try (Connection connection = db.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, position);
      select.setInt(2, limit);
      List<LiveFeed.Item> items = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          items.add(new LiveFeed.Item(rows.getLong("feed"), reader.read(rows)));
        }
      }
      return items;
    }
  }

  @Override
  public long newest() throws SQLException {
    try (Connection connection = db.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT coalesce(max(feed), 0) FROM sla.notifications");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
