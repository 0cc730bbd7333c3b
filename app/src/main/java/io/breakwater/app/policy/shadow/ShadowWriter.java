package io.breakwater.app.policy.shadow;

import io.breakwater.app.policy.backtest.Recorded;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.platform.kafka.BatchReader;
import io.breakwater.platform.sql.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Topic {@code scored} into the report of one candidate. How far it came stands in the transaction
 * with what came of it, so a record that is delivered again counts once.
 */
final class ShadowWriter implements BatchReader.Sink {
  static final String DESK = "desk";
  static final String PRIORITY = "priority";

  /** A candidate that fails on so many events, one after the other, is parked. */
  static final int MOST_FAILURES = 20;

  /** How many differences of a candidate are kept. */
  static final int KEPT = 10_000;

  private final DataSource db;
  private final long candidate;
  private final Function<Recorded.Said, Shadowed> decide;
  private final Consumer<String> park;
  private final Clock clock;
  private int failures;

  /**
   * A writer for one candidate.
   *
   * @param decide by production and by the candidate
   * @param park is told why the candidate cannot go on
   */
  ShadowWriter(
      DataSource db,
      long candidate,
      Function<Recorded.Said, Shadowed> decide,
      Consumer<String> park,
      Clock clock) {
    this.db = db;
    this.candidate = candidate;
    this.decide = decide;
    this.park = park;
    this.clock = clock;
  }

  @Override
  public void store(List<ConsumerRecord<String, byte[]>> records) throws SQLException {
    Map<Integer, List<ConsumerRecord<String, byte[]>>> partitions =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    ConsumerRecord::partition, TreeMap::new, Collectors.toList()));
    for (Map.Entry<Integer, List<ConsumerRecord<String, byte[]>>> partition :
        partitions.entrySet()) {
      Transactions.run(
          db,
          connection -> {
            store(connection, partition.getKey(), partition.getValue());
            return null;
          });
    }
  }

  /** What became of the records of one partition. */
  private static final class Counts {
    private long seen;
    private long differing;
    private long moved;
    private long reprioritised;
    private long rescored;
    private long failed;
  }

  private void store(
      Connection connection, int partition, List<ConsumerRecord<String, byte[]>> records)
      throws SQLException {
    long next = next(connection, partition);
    Counts counts = new Counts();
    for (ConsumerRecord<String, byte[]> record : records) {
      if (record.offset() >= next) {
        next = record.offset() + 1;
        Optional<Shadowed> decided = said(record).flatMap(said -> decided(said, counts));
        if (decided.isPresent() && decided.get().differs()) {
          put(connection, decided.get(), counts);
        }
      }
    }
    advance(connection, partition, next, counts);
    forget(connection);
  }

  /** Empty for what is no scored exception, which intake deals with, and for what resolves. */
  private static Optional<Recorded.Said> said(ConsumerRecord<String, byte[]> record) {
    try {
      ScoredException scored = Json.read(record.value(), ScoredException.class);
      return scored.event().kind() == Kind.RESOLVED
          ? Optional.empty()
          : Optional.of(new Recorded.Said(scored.event(), scored.features(), scored.score()));
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private Optional<Shadowed> decided(Recorded.Said said, Counts counts) {
    counts.seen++;
    try {
      Shadowed shadowed = decide.apply(said);
      failures = 0;
      return Optional.of(shadowed);
    } catch (RuntimeException | StackOverflowError e) {
      counts.failed++;
      failures++;
      if (failures == MOST_FAILURES) {
        park.accept(
            "It failed on %d events one after the other, the last time on %s of %s: %s"
                .formatted(
                    MOST_FAILURES,
                    said.event().exceptionId(),
                    said.event().sourceId(),
                    e.toString()));
      }
      return Optional.empty();
    }
  }

  private void put(Connection connection, Shadowed shadowed, Counts counts) throws SQLException {
    counts.differing++;
    if (shadowed.rescored()) {
      counts.rescored++;
    }
    if (shadowed.moved()) {
      counts.moved++;
      count(connection, DESK, shadowed.before().desk(), shadowed.after().desk());
    }
    if (shadowed.reprioritised()) {
      counts.reprioritised++;
      count(
          connection,
          PRIORITY,
          shadowed.before().priority().name(),
          shadowed.after().priority().name());
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO shadow.differences (candidate_id, event_id, source_id, exception_id, type,
              occurred_at, decided_at, before, after)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")) {
      Recorded.Said said = shadowed.said();
      insert.setLong(1, candidate);
      insert.setString(2, said.event().eventId());
      insert.setString(3, text(said.event().sourceId()));
      insert.setString(4, text(said.event().exceptionId()));
      insert.setString(5, text(said.event().type()));
      insert.setTimestamp(6, Timestamp.from(said.at()));
      insert.setTimestamp(7, Timestamp.from(clock.instant()));
      insert.setString(8, text(Json.text(shadowed.before())));
      insert.setString(9, text(Json.text(shadowed.after())));
      insert.executeUpdate();
    }
  }

  private void count(Connection connection, String what, String before, String after)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO shadow.moves AS m (candidate_id, what, before, after, events)
            VALUES (?, ?, ?, ?, 1)
            ON CONFLICT (candidate_id, what, before, after) DO UPDATE SET events = m.events + 1""")) {
      upsert.setLong(1, candidate);
      upsert.setString(2, what);
      upsert.setString(3, text(before));
      upsert.setString(4, text(after));
      upsert.executeUpdate();
    }
  }

  /** Locked until the transaction ends: of two nodes that read the same, one waits and skips it. */
  private long next(Connection connection, int partition) throws SQLException {
    try (PreparedStatement begin =
        connection.prepareStatement(
            """
            INSERT INTO shadow.progress
            VALUES (?, ?, 0, 0, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING""")) {
      begin.setLong(1, candidate);
      begin.setInt(2, partition);
      begin.executeUpdate();
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT next_offset FROM shadow.progress
            WHERE candidate_id = ? AND partition_id = ? FOR UPDATE""")) {
      query.setLong(1, candidate);
      query.setInt(2, partition);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void advance(Connection connection, int partition, long next, Counts counts)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE shadow.progress SET next_offset = ?, seen = seen + ?,
              differing = differing + ?, moved = moved + ?, reprioritised = reprioritised + ?,
              rescored = rescored + ?, failed = failed + ?
            WHERE candidate_id = ? AND partition_id = ?""")) {
      update.setLong(1, next);
      update.setLong(2, counts.seen);
      update.setLong(3, counts.differing);
      update.setLong(4, counts.moved);
      update.setLong(5, counts.reprioritised);
      update.setLong(6, counts.rescored);
      update.setLong(7, counts.failed);
      update.setLong(8, candidate);
      update.setInt(9, partition);
      update.executeUpdate();
    }
  }

  private void forget(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM shadow.differences WHERE candidate_id = ? AND number <= (
              SELECT number FROM shadow.differences WHERE candidate_id = ?
              ORDER BY number DESC OFFSET ? LIMIT 1)""")) {
      delete.setLong(1, candidate);
      delete.setLong(2, candidate);
      delete.setInt(3, KEPT);
      delete.executeUpdate();
    }
  }

  /** PostgreSQL's texts have no NUL. */
  private static String text(String value) {
    return value.replace('\0', '\uFFFD');
  }
}
