package io.breakwater.routing.read;

import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.domain.work.WorkNote;
import io.breakwater.domain.work.WorkStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Merges and splits that one of the two items has done and the other has not yet. */
public final class MergeTable {
  private MergeTable() {}

  /** What is still to be done. */
  public enum Kind {
    /** The survivor was joined: the other is to be merged into it, or the survivor parts again. */
    MERGE,
    /** The other left: the survivor is to part from it. */
    PART
  }

  /** Two items. */
  public record Pair(String survivor, String other) {}

  /** Two items of which one has done its part, as {@code by} asked it to. */
  public record UnderWay(Pair pair, Kind kind, String by) {}

  /** What one batch of the feed changes about them. */
  static final class Changes {
    private final Map<Pair, UnderWay> changes = new LinkedHashMap<>();

    /**
     * Takes in one event.
     *
     * @param before the item before it; null if it opened the item
     */
    void add(WorkItemView before, WorkItemEvent event) {
      if (before == null) {
        return;
      }
      String workItemId = before.workItemId();
      if (event instanceof WorkNote.Joined e) {
        put(new Pair(workItemId, e.other()), Kind.MERGE, e.by());
      } else if (event instanceof WorkStep.Merged e) {
        changes.put(new Pair(e.into(), workItemId), null);
      } else if (event instanceof WorkStep.SplitOff e && before.mergedInto() != null) {
        put(new Pair(e.from(), workItemId), Kind.PART, e.by());
      } else if (event instanceof WorkNote.Parted e) {
        changes.put(new Pair(workItemId, e.other()), null);
      }
    }

    private void put(Pair pair, Kind kind, String by) {
      changes.put(pair, new UnderWay(pair, kind, by));
    }

    /** Writes them, inside the caller's transaction. */
    void save(Connection db) throws SQLException {
      if (changes.isEmpty()) {
        return;
      }
      try (PreparedStatement delete =
              db.prepareStatement(
                  "DELETE FROM routing.merges_under_way WHERE survivor = ? AND other = ?");
          PreparedStatement insert =
              db.prepareStatement("INSERT INTO routing.merges_under_way VALUES (?, ?, ?, ?)")) {
        for (Map.Entry<Pair, UnderWay> change : changes.entrySet()) {
          bind(delete, change.getKey());
          delete.addBatch();
          if (change.getValue() != null) {
            bind(insert, change.getKey());
            insert.setString(3, change.getValue().kind().name());
            insert.setString(4, change.getValue().by());
            insert.addBatch();
          }
        }
        delete.executeBatch();
        insert.executeBatch();
      }
    }

    private static void bind(PreparedStatement statement, Pair pair) throws SQLException {
      statement.setString(1, pair.survivor());
      statement.setString(2, pair.other());
    }
  }

  /** Those of one kind, by the other item's id from behind {@code after} on. */
  public static List<UnderWay> underWay(Connection db, Kind kind, String after, int limit)
      throws SQLException {
    List<UnderWay> underWay = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT DISTINCT ON (other) survivor, other, asked_by FROM routing.merges_under_way"
                + " WHERE kind = ? AND other > ? ORDER BY other, survivor LIMIT ?")) {
      select.setString(1, kind.name());
      select.setString(2, after);
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Pair pair = new Pair(row.getString(1), row.getString(2));
          underWay.add(new UnderWay(pair, kind, row.getString(3)));
        }
      }
    }
    return underWay;
  }
}
