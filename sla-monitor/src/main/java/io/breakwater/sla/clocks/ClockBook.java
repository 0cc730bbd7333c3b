package io.breakwater.sla.clocks;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.quiet.QuietPolicy;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.domain.sla.SlaEvent;
import io.breakwater.domain.sla.WorkFold;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.platform.quiet.Silences;
import io.breakwater.platform.sql.Transactions;
import io.breakwater.sla.notify.NotificationTable;
import io.breakwater.sla.outbox.OutboxRecord;
import io.breakwater.sla.quiet.KeptBack;
import io.breakwater.sla.quiet.QuietStage;
import io.breakwater.sla.quiet.SourceIndex;
import io.breakwater.sla.store.Counters;
import io.breakwater.sla.store.Outbox;
import io.breakwater.sla.store.Partitions;
import io.breakwater.sla.store.Partitions.Claim;
import io.breakwater.sla.work.WorkDecoder.Decoded;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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
  private final Silences silences = new Silences();
  private final SourceIndex sources = new SourceIndex();

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
   * @param kept notifications that were kept back, with why
   */
  public record Committed(
      Claim claim,
      Outbox.Entry entry,
      List<Item> changed,
      List<SlaEvent> events,
      boolean notified,
      List<KeptBack> kept) {}

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
    return run(
        judge,
        connection -> {
          QuietStage quiet = quiet(connection, claim, judge);
          Round round = Round.of(connection, ids);
          WorkFold fold = new WorkFold(judge.policies());
          for (Decoded record : batch) {
            take(round, fold, judge, record, quiet);
          }
          return commit(connection, claim, round, List.of(), sequence, next, judge, quiet);
        });
  }

  /** Says what is due about these items because time has passed. */
  public Committed ring(Claim claim, Collection<String> ids, long sequence, Judge judge)
      throws SQLException {
    return run(
        judge,
        connection ->
            commit(
                connection,
                claim,
                Round.of(connection, ids),
                ids,
                sequence,
                claim.next(),
                judge,
                quiet(connection, claim, judge)));
  }

  /** True if the policy in force inhibits by other rules than those the sources stand by. */
  public boolean mustIndex(PolicyTimeline policies, Instant now) {
    return !sources.isOf(policies.inForceAt(now).quiet());
  }

  private Committed run(Judge judge, Transactions.Work<Committed> work) throws SQLException {
    Committed committed = Transactions.run(db, work);
    sources.stored(policy(judge));
    return committed;
  }

  private QuietStage quiet(Connection connection, Claim claim, Judge judge) throws SQLException {
    QuietPolicy policy = policy(judge);
    sources.bringTo(policy, connection, claim.partition());
    return new QuietStage(connection, claim.partition(), policy, silences, judge.now());
  }

  /** Whom to page is asked of the version in force when the page is due, which is now. */
  private static QuietPolicy policy(Judge judge) {
    return judge.policies().inForceAt(judge.now()).quiet();
  }

  private void take(Round round, WorkFold fold, Judge judge, Decoded record, QuietStage quiet)
      throws SQLException {
    if (record.work() == null) {
      round.records().add(deadLetter(record));
      return;
    }
    Item item = round.item(record.work().workItemId());
    ItemState after;
    List<Notification> planned;
    try {
      after = fold.apply(item.state(), record.work(), record.trace());
      if (after.equals(item.state())) {
        return;
      }
      planned =
          WorkNotifications.of(judge.policies(), item.state(), after, record.work(), judge.now());
    } catch (RuntimeException e) {
      log.warn("trace_id={} a work record is refused", record.trace().traceId(), e);
      round.records().add(deadLetter(record.refused(e.toString())));
      return;
    }
    quiet.changed(item.state(), after);
    round.notifications().addAll(quiet.pass(after, planned));
    round.put(new Item(after, item.clocks()));
  }

  private Committed commit(
      Connection connection,
      Claim claim,
      Round round,
      Collection<String> rung,
      long sequence,
      long next,
      Judge judge,
      QuietStage quiet)
      throws SQLException {
    round.judge(judge, rung, quiet);
    Counters change = round.save(connection, claim.partition(), judge.now());
    NotificationTable.insert(connection, "clocks-" + claim.partition(), round.notifications());
    KeptBack.insert(connection, quiet.kept(), judge.now());
    List<OutboxRecord> records = new ArrayList<>(round.records());
    round.events().forEach(event -> records.add(slaRecord(event)));
    Outbox.Entry entry = new Outbox.Entry(sequence, records);
    if (!records.isEmpty()) {
      Outbox.add(connection, claim.partition(), entry);
    }
    Claim moved = Partitions.advance(connection, claim, next, change);
    return new Committed(
        moved,
        entry,
        round.changed(),
        round.events(),
        !round.notifications().isEmpty(),
        List.copyOf(quiet.kept()));
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
