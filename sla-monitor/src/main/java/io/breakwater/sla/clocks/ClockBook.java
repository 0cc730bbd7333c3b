package io.breakwater.sla.clocks;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.domain.sla.SlaEvent;
import io.breakwater.domain.sla.WorkFold;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.platform.sql.Transactions;
import io.breakwater.sla.notify.NotificationTable;
import io.breakwater.sla.outbox.OutboxRecord;
import io.breakwater.sla.store.Counters;
import io.breakwater.sla.store.Outbox;
import io.breakwater.sla.store.Partitions;
import io.breakwater.sla.store.Partitions.Claim;
import io.breakwater.sla.work.WorkDecoder.Decoded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions of a partition's owner. Each stores clocks, steps, notifications and records to
 * publish, and moves the offset on if the claim still holds: all of it, or nothing.
 */
public final class ClockBook {
  private static final Logger log = LoggerFactory.getLogger(ClockBook.class);

  private final DataSource db;
  private final Topics topics;

  public ClockBook(DataSource db, Topics topics) {
    this.db = db;
    this.topics = topics;
  }

  /**
   * What a transaction left behind.
   *
   * @param claim with the offset it moved on to
   * @param entry what to publish; its records may be empty
   * @param changed the items that were stored
   * @param notified true if notifications were stored
   */
  public record Committed(
      Claim claim,
      Outbox.Entry entry,
      List<Item> changed,
      List<SlaEvent> events,
      boolean notified) {}

  /**
   * Takes in records and says what is due about their items.
   *
   * @param sequence of the outbox entry
   * @throws io.breakwater.sla.store.OwnershipLost if the claim does not hold any more
   */
  public Committed take(Claim claim, List<Decoded> batch, long sequence, Judge judge)
      throws SQLException {
    Set<String> ids = new LinkedHashSet<>();
    batch.stream()
        .filter(record -> record.work() != null)
        .forEach(record -> ids.add(record.work().workItemId()));
    long next = batch.get(batch.size() - 1).raw().offset() + 1;
    return Transactions.run(
        db,
        connection -> {
          Round round = Round.of(connection, ids);
          WorkFold fold = new WorkFold(judge.policies());
          batch.forEach(record -> take(round, fold, judge, record));
          return commit(connection, claim, round, List.of(), sequence, next, judge);
        });
  }

  /** Says what is due about these items because time has passed. */
  public Committed ring(Claim claim, Collection<String> ids, long sequence, Judge judge)
      throws SQLException {
    return Transactions.run(
        db,
        connection ->
            commit(
                connection, claim, Round.of(connection, ids), ids, sequence, claim.next(), judge));
  }

  private void take(Round round, WorkFold fold, Judge judge, Decoded record) {
    if (record.work() == null) {
      round.records().add(deadLetter(record));
      return;
    }
    try {
      Item item = round.item(record.work().workItemId());
      ItemState after = fold.apply(item.state(), record.work(), record.trace());
      if (after.equals(item.state())) {
        return;
      }
      round
          .notifications()
          .addAll(
              WorkNotifications.of(
                  judge.policies(), item.state(), after, record.work(), judge.now()));
      round.put(new Item(after, item.clocks()));
    } catch (RuntimeException e) {
      log.warn("trace_id={} a work record is refused", record.trace().traceId(), e);
      round.records().add(deadLetter(record.refused(e.toString())));
    }
  }

  private Committed commit(
      Connection connection,
      Claim claim,
      Round round,
      Collection<String> rung,
      long sequence,
      long next,
      Judge judge)
      throws SQLException {
    round.judge(judge, rung);
    Counters change = round.save(connection, claim.partition(), judge.now());
    NotificationTable.insert(connection, "clocks-" + claim.partition(), round.notifications());
    List<OutboxRecord> records = new ArrayList<>(round.records());
    round.events().forEach(event -> records.add(slaRecord(event)));
    Outbox.Entry entry = new Outbox.Entry(sequence, records);
    if (!records.isEmpty()) {
      Outbox.add(connection, claim.partition(), entry);
    }
    Claim moved = Partitions.advance(connection, claim, next, change);
    return new Committed(
        moved, entry, round.changed(), round.events(), !round.notifications().isEmpty());
  }

  private OutboxRecord slaRecord(SlaEvent event) {
    TraceContext trace = new TraceContext(event.traceId(), event.id().substring(0, 16));
    return new OutboxRecord(topics.sla(), event.workItemId(), trace, Json.bytes(event));
  }

  private OutboxRecord deadLetter(Decoded refused) {
    ConsumerRecord<String, byte[]> raw = refused.raw();
    String key =
        raw.key() == null ? raw.topic() + "/" + raw.partition() + "/" + raw.offset() : raw.key();
    return new OutboxRecord(
        topics.deadLetters(), key, refused.trace(), Json.bytes(refused.deadLetter()));
  }
}
