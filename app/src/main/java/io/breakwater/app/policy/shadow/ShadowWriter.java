package io.breakwater.app.policy.shadow;

import io.breakwater.app.policy.backtest.Recorded;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.platform.kafka.BatchReader;
import io.breakwater.platform.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
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

  private void store(
      Connection connection, int partition, List<ConsumerRecord<String, byte[]>> records)
      throws SQLException {
    ShadowBook book = new ShadowBook(connection, candidate, partition);
    long next = book.next();
    ShadowBook.Counts counts = new ShadowBook.Counts();
    for (ConsumerRecord<String, byte[]> record : records) {
      if (record.offset() >= next) {
        next = record.offset() + 1;
        Optional<Shadowed> decided = said(record).flatMap(said -> decided(said, counts));
        if (decided.isPresent() && decided.get().differs()) {
          counts.differs(decided.get());
          book.put(decided.get(), clock.instant());
        }
      }
    }
    book.advance(next, counts);
    book.keep(KEPT);
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

  private Optional<Shadowed> decided(Recorded.Said said, ShadowBook.Counts counts) {
    counts.seen++;
    try {
      Shadowed shadowed = decide.apply(said);
      failures = 0;
      return Optional.of(shadowed);
    } catch (RuntimeException | StackOverflowError e) {
      counts.failed++;
      failures++;
      if (failures >= MOST_FAILURES) {
        park.accept(
            "It failed on %d events one after the other, the last time on %s of %s: %s"
                .formatted(
                    MOST_FAILURES,
                    said.event().exceptionId(),
                    said.event().sourceId(),
                    e.toString()));
        failures = 0; // where that failed, it is tried with the next event
      }
      return Optional.empty();
    }
  }
}
