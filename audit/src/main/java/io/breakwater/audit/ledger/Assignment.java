package io.breakwater.audit.ledger;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions this ledger has, each with its claim. Claims a partition when the group assigns it
 * and goes on where the last claim left off. Used on the consumer's thread only.
 */
final class Assignment implements ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(Assignment.class);

  private final Consumer<byte[], byte[]> consumer;
  private final LedgerWriter writer;
  private final Map<TopicPartition, Claim> claims = new HashMap<>();
  private boolean joined;

  Assignment(Consumer<byte[], byte[]> consumer, LedgerWriter writer) {
    this.consumer = consumer;
    this.writer = writer;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      Claim claim = claim(partition);
      if (end.get(partition) < claim.next()) {
        throw new ClaimLostException(
            "%s ends at offset %d, but %d records of it are in the ledger: the topic was made anew. Give the ledger an empty database, or the topics another prefix"
                .formatted(partition, end.get(partition), claim.next()));
      }
      if (first.get(partition) > claim.next()) {
        log.warn(
            "{}: offsets {} to {} were deleted by retention before the ledger came",
            partition,
            claim.next(),
            first.get(partition) - 1);
      }
      claims.put(partition, claim);
      consumer.seek(partition, claim.next());
    }
    joined = true;
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    claims.keySet().removeAll(partitions);
  }

  /** Whether the group has shared out the partitions; others may have got all of them. */
  boolean joined() {
    return joined;
  }

  /** The claim under which {@code record} was read. */
  Claim claimOf(ConsumerRecord<?, ?> record) {
    return claims.get(new TopicPartition(record.topic(), record.partition()));
  }

  /** Whether {@code claim} is still this ledger's. */
  boolean holds(Claim claim) {
    return claim.equals(claims.get(new TopicPartition(claim.topic(), claim.partition())));
  }

  /** How many records this ledger has still to read. */
  long lag() {
    return claims.keySet().stream().mapToLong(p -> consumer.currentLag(p).orElse(0)).sum();
  }

  private Claim claim(TopicPartition partition) {
    try {
      return writer.claim(partition.topic(), partition.partition());
    } catch (SQLException e) {
      throw new IllegalStateException("cannot claim " + partition + ": " + e.getMessage(), e);
    }
  }
}
