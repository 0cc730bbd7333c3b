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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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

  /** Completes when the broker has all of them; fails if it did not take one. */
  CompletionStage<Void> forward(String shard, List<KinesisClientRecord> records) {
    return CompletableFuture.allOf(
        records.stream()
            .map(record -> forward(shard, record).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  private CompletionStage<RecordMetadata> forward(String shard, KinesisClientRecord record) {
    byte[] value = bytes(record.data());
    String sequence = record.sequenceNumber() + "." + record.subSequenceNumber();
    Reading reading = reader.read(value, RawHeaders.NONE);
    TraceContext trace =
        reading.trace().orElseGet(() -> TraceContext.mintFrom("kinesis", stream, shard, sequence));
    String key =
        reading instanceof Reading.Accepted accepted
            ? accepted.event().key()
            : record.partitionKey();
    Map<String, String> place =
        Map.of(SHARD, shard, SEQUENCE_NUMBER, sequence, PARTITION_KEY, record.partitionKey());
    List<Header> headers =
        List.of(
            header(TraceContext.HEADER, trace.traceparent()),
            header(SHARD, place.get(SHARD)),
            header(SEQUENCE_NUMBER, place.get(SEQUENCE_NUMBER)),
            header(PARTITION_KEY, place.get(PARTITION_KEY)));
    return kafka
        .publisher()
        .publish(kafka.topics().exceptions(), key, value, headers)
        .exceptionallyCompose(
            failure ->
                isTooLarge(failure)
                    ? deadLetter(record, value, trace, place)
                    : CompletableFuture.failedFuture(failure));
  }

  /** Publishing it again would never help, and waiting for it would stop the shard. */
  private CompletionStage<RecordMetadata> deadLetter(
      KinesisClientRecord record, byte[] value, TraceContext trace, Map<String, String> place) {
    byte[] excerpt = Arrays.copyOf(value, Math.min(value.length, EXCERPT_BYTES));
    DeadLetter letter =
        new DeadLetter(
            "too-large",
            "The Kinesis record has %d bytes, more than Kafka takes in one record; the payload here is its first %d. Send smaller events."
                .formatted(value.length, excerpt.length),
            null,
            new Origin(
                "kinesis:" + stream + "/" + place.get(SHARD),
                0,
                -1,
                record.approximateArrivalTimestamp()),
            trace,
            Base64.getEncoder().encodeToString(excerpt),
            true,
            place);
    return kafka
        .publisher()
        .publish(kafka.topics().deadLetters(), record.partitionKey(), Json.bytes(letter), trace);
  }

  private static boolean isTooLarge(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof RecordTooLargeException;
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return bytes;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
