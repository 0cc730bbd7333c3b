package io.breakwater.audit.verify;

import io.breakwater.audit.ledger.LedgerReader;
import io.breakwater.audit.ledger.Partition;
import io.breakwater.audit.ledger.Placed;
import io.breakwater.audit.ledger.RecordHash;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Hashes the records that are still on the topics again and compares them with the ledger. */
final class TopicVerifier {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int PAGE = 2_000;
  private static final int MOST_EMPTY_POLLS = 60;

  private final Consumer<byte[], byte[]> consumer;
  private final LedgerReader ledger;
  private long rehashed;

  TopicVerifier(Consumer<byte[], byte[]> consumer, LedgerReader ledger) {
    this.consumer = consumer;
    this.ledger = ledger;
  }

  /** How many records have the hash that was recorded. */
  long rehashed() {
    return rehashed;
  }

  /**
   * Compares one partition, from the oldest record it still has.
   *
   * @param recorded the first offset that the ledger has not recorded
   */
  Optional<Fault> check(Partition partition, long recorded) throws SQLException {
    TopicPartition tp = new TopicPartition(partition.topic(), partition.partition());
    consumer.assign(List.of(tp));
    consumer.seekToBeginning(List.of(tp));
    long end = Math.min(recorded, consumer.endOffsets(List.of(tp)).get(tp));
    Facts facts = new Facts(partition, consumer.position(tp), recorded);
    int emptyPolls = 0;
    while (consumer.position(tp) < end) {
      List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(tp);
      emptyPolls = records.isEmpty() ? emptyPolls + 1 : 0;
      if (emptyPolls > MOST_EMPTY_POLLS) {
        throw new IllegalStateException("Kafka sends no more records of " + partition);
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.offset() < end) {
          Optional<Fault> fault = compare(record, facts);
          if (fault.isPresent()) {
            return fault;
          }
          rehashed++;
        }
      }
    }
    return firstGone(facts, tp, Long.MAX_VALUE);
  }

  private Optional<Fault> compare(ConsumerRecord<byte[], byte[]> record, Facts facts)
      throws SQLException {
    TopicPartition tp = new TopicPartition(record.topic(), record.partition());
    Optional<Fault> gone = firstGone(facts, tp, record.offset());
    if (gone.isPresent()) {
      return gone;
    }
    Optional<Placed> placed = facts.peek().filter(p -> p.fact().offset() == record.offset());
    if (placed.isEmpty()) {
      return Optional.of(
          new Fault(
              null,
              "record-unknown",
              "Offset %d of %s/%d holds a record that the ledger does not know."
                  .formatted(record.offset(), record.topic(), record.partition())));
    }
    facts.advance();
    if (!RecordHash.of(record).equals(placed.get().fact().recordHash())) {
      return Optional.of(
          new Fault(
              placed.get().batch(),
              "record-changed",
              "The record at offset %d of %s/%d is not the one that batch %d recorded."
                  .formatted(
                      record.offset(), record.topic(), record.partition(), placed.get().batch())));
    }
    return Optional.empty();
  }

  /** The first fact before {@code offset} whose record is gone, though retention left it. */
  private Optional<Fault> firstGone(Facts facts, TopicPartition tp, long offset)
      throws SQLException {
    while (facts.peek().filter(p -> p.fact().offset() < offset).isPresent()) {
      Placed placed = facts.peek().orElseThrow();
      if (placed.fact().offset() >= consumer.beginningOffsets(List.of(tp)).get(tp)) {
        return Optional.of(
            new Fault(
                placed.batch(),
                "record-missing",
                "Batch %d recorded offset %d of %s/%d, which is gone from the topic although retention left it."
                    .formatted(
                        placed.batch(), placed.fact().offset(), tp.topic(), tp.partition())));
      }
      facts.advance(); // deleted by retention while we read
    }
    return Optional.empty();
  }

  /** The partition's facts in order, read page by page, up to where the verification began. */
  private final class Facts {
    private final Partition partition;
    private final long recorded;
    private long from;
    private List<Placed> page = List.of();
    private int at;

    Facts(Partition partition, long from, long recorded) {
      this.partition = partition;
      this.from = from;
      this.recorded = recorded;
    }

    Optional<Placed> peek() throws SQLException {
      if (at == page.size()) {
        page = ledger.facts(partition, from, PAGE);
        at = 0;
        if (page.isEmpty()) {
          return Optional.empty();
        }
        from = page.get(page.size() - 1).fact().offset() + 1;
      }
      return Optional.of(page.get(at)).filter(placed -> placed.fact().offset() < recorded);
    }

    void advance() {
      at++;
    }
  }
}
