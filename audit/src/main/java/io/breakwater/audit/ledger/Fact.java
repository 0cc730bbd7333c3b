package io.breakwater.audit.ledger;

import io.breakwater.audit.merkle.Hash;
import io.breakwater.audit.merkle.Hasher;
import java.util.Objects;

/**
 * What the ledger keeps of one Kafka record. The record itself stays on its topic; its hash is
 * here, so that it can be proved as long as anybody has a copy of it.
 *
 * @param at the record's timestamp, milliseconds since 1970
 * @param occurredAt event time in milliseconds since 1970, rounded down; null if the record says
 *     none
 * @param traceId 32 lower-case hex digits
 * @param workItemId 32 lower-case hex digits; null if the record belongs to none
 * @param kind what happened, in one word, e.g. {@code RAISED}, {@code assigned}, {@code BREACHED}
 * @param summary a small JSON object for a reader
 * @param recordHash {@link RecordHash} of the whole record
 */
public record Fact(
    String topic,
    int partition,
    long offset,
    long at,
    Long occurredAt,
    String traceId,
    String workItemId,
    String kind,
    String summary,
    Hash recordHash) {

  public Fact {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(traceId, "traceId");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(recordHash, "recordHash");
  }

  /** The Merkle leaf: everything that is stored about the record is in it. */
  public Hash leafHash() {
    return new Hasher(Hasher.LEAF)
        .text(topic)
        .int32(partition)
        .int64(offset)
        .int64(at)
        .optionalInt64(occurredAt)
        .text(traceId)
        .text(workItemId)
        .text(kind)
        .text(summary)
        .hash(recordHash)
        .done();
  }
}
