package io.breakwater.routing.read;

import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** The producer duplicates that work items saw, each raw record once. */
public final class Duplicates {
  private Duplicates() {}

  /** One of them. */
  public record Duplicate(Origin origin, String workItemId, String eventId) {

    /** That this record brought an event that another record had brought before. */
    public static Duplicate of(ScoredException scored) {
      return new Duplicate(
          scored.origin(),
          Identity.workItemId(scored.event().sourceId(), scored.event().exceptionId()),
          scored.eventId());
    }
  }

  // Ordered, so that two writers lock the counters in the same order.
  private static final String ADD =
      "WITH new AS (INSERT INTO routing.duplicates SELECT * FROM unnest("
          + "?::text[], ?::integer[], ?::bigint[], ?::text[], ?::text[])"
          + " ON CONFLICT DO NOTHING RETURNING topic, partition_id)"
          + " INSERT INTO routing.duplicate_counts AS c"
          + " SELECT topic, partition_id, count(*) FROM new"
          + " GROUP BY topic, partition_id ORDER BY topic, partition_id"
          + " ON CONFLICT (topic, partition_id) DO UPDATE SET records = c.records + excluded.records";

  /** Adds those that are not there yet. */
  public static void add(Connection db, List<Duplicate> duplicates) throws SQLException {
    try (PreparedStatement insert = db.prepareStatement(ADD)) {
      array(db, insert, 1, "text", duplicates, d -> d.origin().topic());
      array(db, insert, 2, "integer", duplicates, d -> d.origin().partition());
      array(db, insert, 3, "bigint", duplicates, d -> d.origin().offset());
      array(db, insert, 4, "text", duplicates, Duplicate::workItemId);
      array(db, insert, 5, "text", duplicates, Duplicate::eventId);
      insert.executeUpdate();
    }
  }

  private static void array(
      Connection db,
      PreparedStatement insert,
      int index,
      String type,
      List<Duplicate> duplicates,
      Function<Duplicate, Object> value)
      throws SQLException {
    insert.setArray(index, db.createArrayOf(type, duplicates.stream().map(value).toArray()));
  }
}
