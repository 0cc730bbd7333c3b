package io.breakwater.sla.notify;

import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.notification.Notification;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Page;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.sql.DeskCondition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/** All notifications with their outcomes, newest first. */
final class NotificationHistory {

  private static final int MOST = 500;
  private static final int USUAL = 50;

  private final DataSource db;

  NotificationHistory(DataSource db) {
    this.db = db;
  }

  /**
   * One page.
   *
   * @param desks whose notifications they are
   * @param query {@code work_item_id}, {@code status}, {@code cursor}, {@code limit}
   */
  Page<Notification> page(DeskScope desks, Map<String, String> query) {
    int limit = limit(query.get("limit"));
    List<Object> values = new ArrayList<>();
    StringBuilder sql = new StringBuilder("SELECT * FROM sla.notifications WHERE true");
    if (!desks.all()) {
      sql.append(" AND ").append(DeskCondition.SQL);
      values.add(DeskCondition.parameter(desks));
    }
    only(sql, values, "work_item_id", query.get("work_item_id"));
    String status = query.get("status");
    only(sql, values, "status", status == null ? null : status.toUpperCase(Locale.ROOT));
    if (query.get("cursor") != null) {
      List<String> key = Cursor.parse(query.get("cursor"), 2);
      sql.append(" AND (created_at, id) < (?, ?)");
      values.add(Timestamp.from(Cursor.instant(query.get("cursor"), key.get(0))));
      values.add(key.get(1));
    }
    sql.append(" ORDER BY created_at DESC, id DESC LIMIT ?");
    values.add(limit + 1);
    try (Connection connection = db.getConnection();
        PreparedStatement select = connection.prepareStatement(sql.toString())) {
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      return page(NotificationTable.read(select), limit);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private static Page<Notification> page(List<Notification> found, int limit) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    Notification last = found.get(limit - 1);
    return new Page<>(found.subList(0, limit), Cursor.of(last.createdAt().toString(), last.id()));
  }

  private static void only(StringBuilder sql, List<Object> values, String column, String value) {
    if (value != null) {
      sql.append(" AND ").append(column).append(" = ?");
      values.add(value);
    }
  }

  private static int limit(String limit) {
    if (limit == null) {
      return USUAL;
    }
    try {
      int n = Integer.parseInt(limit);
      if (n >= 1 && n <= MOST) {
        return n;
      }
    } catch (NumberFormatException e) {
      // answered below, like a number that is out of range
    }
    throw Problem.badRequest("limit is \"" + limit + "\"; it must be a number from 1 to " + MOST)
        .asException();
  }
}
