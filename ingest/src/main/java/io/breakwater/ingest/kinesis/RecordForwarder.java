package io.breakwater.ingest.kinesis;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.RawHeaders;
import io.breakwater.domain.event.Reading;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.platform.kafka.Kafka;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Publishes Kinesis records to topic {@code exceptions}: the bytes as they came, keyed by the
 * exception, with where they stood as headers. What is no exception event is published all the same
 * and becomes a dead letter like any other. The same record always gets the same key and trace, so
 * publishing it again changes nothing but the duplicate count.
 */
final class RecordForwarder {
  static final String SHARD = "kinesis_shard";
  static final String SEQUENCE_NUMBER = "kinesis_sequence_number";
  static final String PARTITION_KEY = "kinesis_partition_key";

  /** How much of a record that Kafka does not take is kept in its dead letter. */
  private static final int EXCERPT_BYTES = 64 * 1024;

  private final String stream;
  private final EventReader reader;
  private final Kafka kafka;

  RecordForwarder(String stream, EventReader reader, Kafka kafka) {
    this.stream = stream;
    this.reader = reader;
    this.kafka = kafka;
  }

  /**
   * Publishes the records of a shard and returns when the broker has all of them.
   *
   * @throws ExecutionException if the broker did not take one; others may be published
   */
  void forward(String shard, List<KinesisClientRecord> records)
      throws ExecutionException, InterruptedException {
    List<Incoming> incoming = records.stream().map(record -> new Incoming(shard, record)).toList();
    List<CompletableFuture<RecordMetadata>> stored = incoming.stream().map(this::publish).toList();
    // Awaited here, not in the producer's callback: that thread must never publish.
    for (int i = 0; i < stored.size(); i++) {
      try {
        stored.get(i).get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RecordTooLargeException)) {
          throw e;
        }
        deadLetter(incoming.get(i)).get();
      }
    }
  }

  /** A record and where it stood. */
  private record Incoming(String shard, KinesisClientRecord record) {

    String sequence() {
      return record.sequenceNumber() + "." + record.subSequenceNumber();
    }

    byte[] value() {
      ByteBuffer data = record.data().duplicate();
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      return bytes;
    }

    Map<String, String> place() {
      return Map.of(
          SHARD, shard, SEQUENCE_NUMBER, sequence(), PARTITION_KEY, record.partitionKey());
    }
  }

  private CompletableFuture<RecordMetadata> publish(Incoming incoming) {
    byte[] value = incoming.value();
    Reading reading = reader.read(value, RawHeaders.NONE);
    String key =
        reading instanceof Reading.Accepted accepted
            ? accepted.event().key()
            : incoming.record().partitionKey();
    List<Header> headers = new ArrayList<>();
    headers.add(header(TraceContext.HEADER, trace(incoming, reading).traceparent()));
    incoming.place().forEach((name, text) -> headers.add(header(name, text)));
    return kafka
        .publisher()
        .publish(kafka.topics().exceptions(), key, value, headers)
        .toCompletableFuture();
  }

  /** Publishing it again would never help, and waiting for it would stop the shard. */
  private CompletableFuture<RecordMetadata> deadLetter(Incoming incoming) {
    byte[] value = incoming.value();
    byte[] excerpt = Arrays.copyOf(value, Math.min(value.length, EXCERPT_BYTES));
    TraceContext trace = trace(incoming, reader.read(value, RawHeaders.NONE));
    DeadLetter letter =
        new DeadLetter(
            "too-large",
            "The Kinesis record has %d bytes, more than Kafka takes in one record; the payload here is its first %d. Send smaller events."
                .formatted(value.length, excerpt.length),
            null,
            new Origin(
                "kinesis:" + stream + "/" + incoming.shard(),
                0,
                -1,
                incoming.record().approximateArrivalTimestamp()),
            trace,
            Base64.getEncoder().encodeToString(excerpt),
            true,
            incoming.place());
    return kafka
        .publisher()
        .publish(
            kafka.topics().deadLetters(),
            incoming.record().partitionKey(),
            Json.bytes(letter),
            trace)
        .toCompletableFuture();
  }

  private TraceContext trace(Incoming incoming, Reading reading) {
    return reading
        .trace()
        .orElseGet(
            () -> TraceContext.mintFrom("kinesis", stream, incoming.shard(), incoming.sequence()));
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
