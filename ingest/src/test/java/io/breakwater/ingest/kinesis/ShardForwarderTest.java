package io.breakwater.ingest.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.ingest.IngestMetrics;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.opentelemetry.api.OpenTelemetry;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

class ShardForwarderTest {
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String EVENT =
      """
      {"source_id":"payments","exception_id":"E-1","type":"payment.rejected",
       "occurred_at":"2026-03-02T10:15:30Z"}""";

  private final MockProducer<String, byte[]> broker =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final AtomicInteger checkpoints = new AtomicInteger();
  private final ShardForwarder forwarder =
      new ShardForwarder(
          new RecordForwarder(
              "stream",
              new EventReader(EventLimits.DEFAULT),
              new Kafka("none:1", TOPICS, new Publisher(broker))),
          Duration.ofMillis(10),
          stopping,
          new IngestMetrics(OpenTelemetry.noop()));

  @Test
  void theCheckpointComesAfterTheBrokersAcknowledgement() {
    CompletableFuture<Void> processed = process(EVENT, "no json");
    await().until(() -> broker.history().size() == 2);
    assertThat(checkpoints).hasValue(0);
    broker.completeNext();
    assertThat(checkpoints).hasValue(0);
    broker.completeNext();
    processed.join();
    assertThat(checkpoints).hasValue(1);
  }

  @Test
  void recordsAreForwardedAsTheyCameWithTheirPlaceAsHeaders() {
    CompletableFuture<Void> processed =
        process(EVENT, EVENT.replace("{", "{\"traceparent\":\"" + TRACEPARENT + "\","), "no json");
    completeAll(processed, 3);
    ProducerRecord<String, byte[]> first = broker.history().get(0);
    assertThat(first.topic()).isEqualTo(TOPICS.exceptions());
    assertThat(first.key()).isEqualTo("8:payments/E-1");
    assertThat(new String(first.value(), UTF_8)).isEqualTo(EVENT);
    assertThat(header(first, "kinesis_shard")).isEqualTo("shardId-0");
    assertThat(header(first, "kinesis_sequence_number")).isEqualTo("100.0");
    assertThat(header(first, "traceparent"))
        .isEqualTo(TraceContext.mintFrom("kinesis", "stream", "shardId-0", "100.0").traceparent());
    assertThat(header(broker.history().get(1), "traceparent")).isEqualTo(TRACEPARENT);
    assertThat(broker.history().get(2).key()).isEqualTo("partition-key");
  }

  @Test
  void whatKafkaDidNotTakeIsPublishedAgainBeforeAnyCheckpoint() {
    CompletableFuture<Void> processed = process(EVENT);
    await().until(() -> broker.history().size() == 1);
    broker.errorNext(new TimeoutException("away"));
    await().until(() -> broker.history().size() == 2);
    assertThat(checkpoints).hasValue(0);
    broker.completeNext();
    processed.join();
    assertThat(checkpoints).hasValue(1);
    ProducerRecord<String, byte[]> again = broker.history().get(1);
    assertThat(again.key()).isEqualTo(broker.history().get(0).key());
    assertThat(header(again, "traceparent"))
        .isEqualTo(header(broker.history().get(0), "traceparent"));
  }

  @Test
  void aGatewayThatStopsLeavesTheRecordsToTheNext() {
    CompletableFuture<Void> processed = process(EVENT);
    await().until(() -> broker.history().size() == 1);
    stopping.countDown();
    broker.errorNext(new TimeoutException("away"));
    processed.join();
    assertThat(checkpoints).hasValue(0);
  }

  @Test
  void aRecordThatKafkaWillNeverTakeBecomesADeadLetter() {
    CompletableFuture<Void> processed = process("x".repeat(200_000));
    await().until(() -> broker.history().size() == 1);
    broker.errorNext(new RecordTooLargeException("too large"));
    completeAll(processed, 2);
    ProducerRecord<String, byte[]> letter = broker.history().get(1);
    assertThat(letter.topic()).isEqualTo(TOPICS.deadLetters());
    DeadLetter read = Json.read(letter.value(), DeadLetter.class);
    assertThat(read.code()).isEqualTo("too-large");
    assertThat(read.reason()).contains("200000 bytes", "first 65536");
    assertThat(read.headers()).containsEntry("kinesis_sequence_number", "100.0");
    assertThat(checkpoints).hasValue(1);
  }

  private CompletableFuture<Void> process(String... values) {
    forwarder.initialize(InitializationInput.builder().shardId("shardId-0").build());
    AtomicInteger sequence = new AtomicInteger(100);
    List<KinesisClientRecord> records =
        Stream.of(values)
            .map(
                value ->
                    KinesisClientRecord.builder()
                        .data(ByteBuffer.wrap(value.getBytes(UTF_8)))
                        .partitionKey("partition-key")
                        .sequenceNumber(Integer.toString(sequence.getAndIncrement()))
                        .approximateArrivalTimestamp(Instant.EPOCH)
                        .build())
            .toList();
    ProcessRecordsInput input =
        ProcessRecordsInput.builder().records(records).checkpointer(checkpointer()).build();
    return CompletableFuture.runAsync(() -> forwarder.processRecords(input));
  }

  private void completeAll(CompletableFuture<Void> processed, int records) {
    await().until(() -> broker.history().size() == records);
    while (broker.completeNext()) {}
    processed.join();
  }

  /** Counts; the interface has a dozen methods of which one is used. */
  private RecordProcessorCheckpointer checkpointer() {
    return (RecordProcessorCheckpointer)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RecordProcessorCheckpointer.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("checkpoint");
              checkpoints.incrementAndGet();
              return null;
            });
  }

  private static String header(ProducerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
