package io.breakwater.routing.incident;

import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentMember;
import io.breakwater.domain.json.Json;
import io.breakwater.platform.kafka.BatchReader;
import io.breakwater.platform.sql.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Topic {@code incidents} into its tables. Records of one incident stand on one partition, so their
 * offsets are their order; a record whose very bytes are known is a repetition and changes nothing.
 */
final class IncidentWriter implements BatchReader.Sink {
  private static final String CHANGE =
      """
      INSERT INTO incidents.changes (incident_id, digest, change, occurred_at, recorded_at,
        member_count, score, priority, merged_into, partition_id, record_offset)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";

  private static final String INCIDENT =
      """
      INSERT INTO incidents.incidents AS i (incident_id, rule, key, type, severity, state,
        member_count, first_at, last_at, changed_at, score, priority, merged_into, parent_id,
        policy_version, trace_id, contributions, top_attributes, partition_id, record_offset)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (incident_id) DO UPDATE SET
        rule = excluded.rule, key = excluded.key, type = excluded.type,
        severity = excluded.severity, state = excluded.state,
        member_count = excluded.member_count, first_at = excluded.first_at,
        last_at = excluded.last_at, changed_at = excluded.changed_at, score = excluded.score,
        priority = excluded.priority, merged_into = excluded.merged_into,
        parent_id = excluded.parent_id, policy_version = excluded.policy_version,
        trace_id = excluded.trace_id, contributions = excluded.contributions,
        top_attributes = excluded.top_attributes, partition_id = excluded.partition_id,
        record_offset = excluded.record_offset
      WHERE i.partition_id <> excluded.partition_id OR i.record_offset < excluded.record_offset""";

  private static final String MEMBER =
      """
      INSERT INTO incidents.members (incident_id, event_id, source_id, exception_id, place)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";

  private final DataSource db;

  IncidentWriter(DataSource db) {
    this.db = db;
  }

  @Override
  public void store(List<ConsumerRecord<String, byte[]>> records) throws SQLException {
    List<IncidentRecord> incidents = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      IncidentRecord.of(record).ifPresent(incidents::add);
    }
    Transactions.run(
        db,
        connection -> {
          for (IncidentRecord incident : incidents) {
            store(connection, incident);
          }
          return null;
        });
  }

  private static void store(Connection db, IncidentRecord record) throws SQLException {
    if (isNew(db, record) && isNews(db, record)) {
      putMembers(db, record.event());
    }
  }

  private static boolean isNew(Connection db, IncidentRecord record) throws SQLException {
    IncidentEvent e = record.event();
    try (PreparedStatement insert = db.prepareStatement(CHANGE)) {
      insert.setString(1, e.incidentId());
      insert.setString(2, record.digest());
      insert.setString(3, e.change().name());
      insert.setTimestamp(4, timestamp(e.occurredAt()));
      insert.setTimestamp(5, timestamp(record.recordedAt()));
      insert.setInt(6, e.memberCount());
      insert.setInt(7, e.score());
      insert.setString(8, e.priority().name());
      insert.setString(9, e.mergedInto());
      insert.setInt(10, record.partition());
      insert.setLong(11, record.offset());
      return insert.executeUpdate() > 0;
    }
  }

  private static boolean isNews(Connection db, IncidentRecord record) throws SQLException {
    IncidentEvent e = record.event();
    try (PreparedStatement upsert = db.prepareStatement(INCIDENT)) {
      int i = 1;
      upsert.setString(i++, e.incidentId());
      upsert.setString(i++, text(e.rule()));
      upsert.setString(i++, text(e.key()));
      upsert.setString(i++, text(e.type()));
      upsert.setString(i++, e.severity() == null ? null : e.severity().name());
      upsert.setString(i++, IncidentState.after(e.change()).name());
      upsert.setInt(i++, e.memberCount());
      upsert.setTimestamp(i++, timestamp(e.firstAt()));
      upsert.setTimestamp(i++, timestamp(e.lastAt()));
      upsert.setTimestamp(i++, timestamp(e.occurredAt()));
      upsert.setInt(i++, e.score());
      upsert.setString(i++, e.priority().name());
      upsert.setString(i++, e.mergedInto());
      upsert.setString(i++, e.parentId());
      upsert.setString(i++, text(e.policyVersion()));
      upsert.setString(i++, e.traceId());
      upsert.setString(i++, Json.text(e.contributions()));
      upsert.setString(i++, Json.text(new IncidentRecord.Attributes(e.topAttributes())));
      upsert.setInt(i++, record.partition());
      upsert.setLong(i, record.offset());
      return upsert.executeUpdate() > 0;
    }
  }

  /** A record that lists all members takes those away that are none any more; MERGED keeps them. */
  private static void putMembers(Connection db, IncidentEvent e) throws SQLException {
    Set<IncidentMember> named = new LinkedHashSet<>(e.members());
    named.addAll(e.joined());
    if (e.change() == IncidentEvent.Change.REVISED && e.members().size() == e.memberCount()) {
      try (PreparedStatement delete =
          db.prepareStatement(
              "DELETE FROM incidents.members WHERE incident_id = ? AND event_id <> ALL (?)")) {
        delete.setString(1, e.incidentId());
        delete.setArray(
            2,
            db.createArrayOf("text", e.members().stream().map(IncidentMember::eventId).toArray()));
        delete.executeUpdate();
      }
    }
    // Whoever joined later stands later; the place need not be dense.
    int place = e.memberCount() - named.size();
    try (PreparedStatement insert = db.prepareStatement(MEMBER)) {
      for (IncidentMember member : named) {
        insert.setString(1, e.incidentId());
        insert.setString(2, member.eventId());
        insert.setString(3, text(member.sourceId()));
        insert.setString(4, text(member.exceptionId()));
        insert.setInt(5, place++);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** PostgreSQL's texts have no NUL. */
  private static String text(String value) {
    return value == null ? null : value.replace('\0', '\uFFFD');
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.from(instant);
  }
}
