package io.breakwater.audit.ledger;

import io.breakwater.audit.merkle.Hash;
import io.breakwater.audit.merkle.Hasher;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The hash of a Kafka record as it stands on its topic: place, timestamp, key, value, headers. */
public final class RecordHash {
  private RecordHash() {}

  /** Takes any record; absent keys and values hash differently from empty ones. */
  public static Hash of(ConsumerRecord<byte[], byte[]> record) {
    Hasher hasher =
        new Hasher(Hasher.RECORD)
            .text(record.topic())
            .int32(record.partition())
            .int64(record.offset())
            .int64(record.timestamp())
            .bytes(record.key())
            .bytes(record.value());
    for (Header header : record.headers()) {
      hasher.text(header.key()).bytes(header.value());
    }
    return hasher.done();
  }
}
