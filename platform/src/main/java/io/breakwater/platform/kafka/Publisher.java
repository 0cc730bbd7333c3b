package io.breakwater.platform.kafka;

import io.breakwater.domain.trace.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The one producer of a process: idempotent, waits for all in-sync replicas. Records carry the time
 * of sending as their timestamp, never event time (the broker deletes by it).
 *
 * <p>What is chained to a publication runs on the producer's one network thread: it must not block,
 * and not publish, which blocks when the buffer is full.
 */
public final class Publisher implements AutoCloseable {

  private final Producer<String, byte[]> producer;

  /** Wraps a producer; {@link #connect} is the usual way. */
  public Publisher(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  /** Connects; {@code overrides} are producer settings of the client library. */
  public static Publisher connect(String bootstrapServers, Map<String, Object> overrides) {
    Map<String, Object> config =
        new HashMap<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 * 1024,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                32L * 1024 * 1024,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                4 * 1024 * 1024,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.CLIENT_ID_CONFIG,
                "breakwater"));
    config.putAll(overrides);
    return new Publisher(
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
  }

  /**
   * Sends one record with its {@code traceparent} header.
   *
   * @return completes when the broker has it; fails with the client's exception when it gave up
   */
  public CompletionStage<RecordMetadata> publish(
      String topic, String key, byte[] value, TraceContext trace) {
    return publish(
        topic,
        key,
        value,
        List.of(
            new RecordHeader(
                TraceContext.HEADER, trace.traceparent().getBytes(StandardCharsets.UTF_8))));
  }

  /** Sends one record with these headers. Blocks while the send buffer is full (backpressure). */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback completes ours
  public CompletionStage<RecordMetadata> publish(
      String topic, String key, byte[] value, Iterable<Header> headers) {
    CompletableFuture<RecordMetadata> done = new CompletableFuture<>();
    try {
      producer.send(
          new ProducerRecord<>(topic, null, null, key, value, headers),
          (metadata, failure) -> {
            if (failure == null) {
              done.complete(metadata);
            } else {
              done.completeExceptionally(failure);
            }
          });
    } catch (KafkaException e) {
      done.completeExceptionally(e);
    }
    return done;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
